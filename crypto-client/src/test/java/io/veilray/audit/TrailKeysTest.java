package io.veilray.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.audit.Verification.Marks;
import io.veilray.audit.Verification.Reason;
import io.veilray.keys.KeyVault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An intruder who has all files, today's key among them, and may write what he likes: what he can make of the past. */
class TrailKeysTest {
    @TempDir
    Path home;

    private final Map<String, SecretKey> vault = new HashMap<>();
    private final TrailKeys keys = new TrailKeys(new TrailKeys.Secrets() {
        @Override
        public Optional<SecretKey> secret(String name) {
            return Optional.ofNullable(vault.get(name));
        }

        @Override
        public void put(String name, SecretKey key) {
            vault.put(name, key);
        }
    });
    private AuditTrail trail;

    /** Two plain lines of before there was a key, that of the key, and three with marks. */
    @BeforeEach
    void keyedTrail() throws Exception {
        trail = new AuditTrail(home.resolve("audit"));
        append(2);
        keys.make(trail);
        append(3);
    }

    private void append(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            trail.append(AuditTrailTest.sent(i));
        }
    }

    private Path file(int number) {
        return trail.folder().resolve("trail-%06d.log".formatted(number));
    }

    private Path keyFile() {
        return trail.folder().resolve("trail.key");
    }

    private void assertReason(Reason reason, Verification found) {
        assertEquals(Optional.of(reason), found.broken().map(Verification.Break::reason), found.toString());
    }

    @Test
    void wholeTrail_fitsWithAndWithoutTheVault() throws Exception {
        assertEquals(new Verification(6, lastHash(), Optional.empty(), Marks.UNCHECKED), trail.verify());
        assertEquals(new Verification(6, lastHash(), Optional.empty(), Marks.CHECKED), trail.verify(keys));
        assertTrue(AuditTrail.verify(file(1), keys).isUnbroken(), "the plain file of before");
        assertEquals(Marks.CHECKED, AuditTrail.verify(file(2), keys).marks());
        Path copy = home.resolve("copy.log");
        trail.export(copy);
        assertEquals(trail.verify(keys), AuditTrail.verify(copy, keys));
        assertEquals(6, trail.newest(100).size());
        assertTrue(trail.newest(4).getLast() instanceof KeyMade);
        assertTrue(trail.isKeyed());
        assertThrows(IOException.class, () -> keys.make(trail));
    }

    @Test
    void realVault_keepsTheKey() throws Exception {
        Path file = home.resolve("vault.bcfks");
        char[] password = "four words are better".toCharArray();
        try (KeyVault real = KeyVault.create(file, password)) {
            new TrailKeys(real).make(new AuditTrail(home.resolve("other")));
        }
        try (KeyVault real = KeyVault.open(file, password)) {
            assertEquals(
                    Marks.CHECKED,
                    new AuditTrail(home.resolve("other"))
                            .verify(new TrailKeys(real))
                            .marks());
        }
    }

    private String lastHash() throws IOException {
        return Files.readAllLines(file(2)).getLast().substring(0, 64);
    }

    /** As the documentation says it, computed here by itself: HMAC(key, 1 | hash before | tab | text), key = HMAC(key, 2). */
    @Test
    void mark_isWhatTheDocumentationSays() throws Exception {
        byte[] key = vault.get("audit").getEncoded();
        List<String> lines = Files.readAllLines(file(2));
        for (int i = 1; i < lines.size(); i++) {
            String text = lines.get(i).substring(65, lines.get(i).lastIndexOf('\t'));
            byte[] marked =
                    ("\u0001" + lines.get(i - 1).substring(0, 64) + "\t" + text).getBytes(StandardCharsets.US_ASCII);
            String mark = (i - 1) + ":" + HexFormat.of().formatHex(hmac(key, marked));
            assertEquals(mark, lines.get(i).substring(lines.get(i).lastIndexOf('\t') + 1));
            key = hmac(key, new byte[] {2});
        }
        assertTrue(Files.readString(keyFile()).endsWith("\t4\t" + HexFormat.of().formatHex(key) + "\n"));
    }

    private static byte[] hmac(byte[] key, byte[] data) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    /** Text of every line through the edit, and every hash made to fit again. */
    private void rewrite(UnaryOperator<String> edit) throws IOException {
        String hash = ChainedLine.START;
        for (Path file : List.of(file(1), file(2))) {
            List<String> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                String text = edit.apply(line.substring(65));
                text = text.replaceFirst("^(veilray-audit\t\\d\t\\d\t)[0-9a-f]{64}", "$1" + hash);
                ChainedLine next = ChainedLine.after(hash, text);
                hash = next.hash();
                lines.add(next.toString());
            }
            Files.writeString(file, String.join("", lines));
        }
    }

    @Test
    void chainWrittenAnew_fitsWithoutTheVaultAndNotWithIt() throws Exception {
        rewrite(text -> text.replace("\t2\t200\t", "\t999\t200\t")); // the last line's bytes
        assertTrue(trail.verify().isUnbroken());
        assertReason(Reason.MARK, trail.verify(keys));
        assertEquals(5, trail.verify(keys).broken().orElseThrow().line());
    }

    @Test
    void plainLinesOfBeforeTheKey_areCoveredByItsFirstMark() throws Exception {
        rewrite(text -> text.startsWith("sent") && !text.matches(".*[0-9a-f]{64}")
                ? text.replace("local", "x").replace("\t1\t200", "\t7\t200")
                : text);
        assertTrue(trail.verify().isUnbroken());
        assertReason(Reason.MARK, trail.verify(keys));
        assertEquals(file(2), trail.verify(keys).broken().orElseThrow().file());
        assertEquals(2, trail.verify(keys).broken().orElseThrow().line());
    }

    @Test
    void trailMadePlain_fitsWithoutTheVaultAndNotWithIt() throws Exception {
        Files.delete(keyFile());
        rewrite(text -> text.startsWith("veilray-audit\t2")
                ? text.replaceFirst("veilray-audit\t2(.*?)\t[0-9a-f]{16}\t\\d+$", "veilray-audit\t1$1")
                : MarkedText.without(text));
        assertTrue(trail.verify().isUnbroken(), trail.verify().toString());
        assertReason(Reason.UNMARKED, trail.verify(keys));
    }

    @Test
    void linesCutOffTheEnd_areMissed() throws Exception {
        List<String> lines = Files.readAllLines(file(2));
        Files.write(file(2), lines.subList(0, 4));
        assertReason(Reason.END_MISSING, trail.verify()); // even without the vault
        setBackKey(3);
        assertTrue(trail.verify().isUnbroken(), "who changes the number in the key's file fools who has no vault");
        assertReason(Reason.KEY_FILE, trail.verify(keys));
        Files.delete(file(2));
        assertReason(Reason.END_MISSING, trail.verify());
        Files.delete(file(1));
        assertReason(Reason.END_MISSING, trail.verify()); // no line is left, and the key tells of them
    }

    @Test
    void linesCutOffTheEnd_areMissedAfterOthersWereWritten() throws Exception {
        List<String> lines = Files.readAllLines(file(2));
        Files.write(file(2), lines.subList(0, 4));
        append(2);
        assertReason(Reason.MISSING, trail.verify());
        assertEquals(5, trail.verify().broken().orElseThrow().line());
    }

    private void setBackKey(int number) throws IOException {
        Files.writeString(
                keyFile(),
                Files.readString(keyFile()).replaceFirst("\t\\d+\t(?=[0-9a-f]{64}\n)", "\t" + number + "\t"));
    }

    /** With today's key he can write on, and that is all. */
    @Test
    void todaysKey_marksNoEarlierLine() throws Exception {
        setBackKey(3);
        List<String> lines = Files.readAllLines(file(2));
        Files.write(file(2), lines.subList(0, 4));
        append(1); // as line 3, with the key of line 4
        assertTrue(trail.verify().isUnbroken());
        assertReason(Reason.MARK, trail.verify(keys));
    }

    @Test
    void keyThatIsGone_orAnother_isFound() throws Exception {
        byte[] kept = Files.readAllBytes(keyFile());
        Files.writeString(keyFile(), "damaged");
        assertReason(Reason.KEY_FILE, trail.verify());
        append(1); // goes on without marks rather than not at all
        assertEquals(5, trail.verify().entries() - 1);
        assertReason(Reason.UNMARKED, trail.verify());
        Files.delete(file(3));
        Files.write(keyFile(), kept);
        assertTrue(trail.verify(keys).isUnbroken());

        AuditTrail forged = new AuditTrail(home.resolve("forged"));
        forged.startMarking(new SecretKeySpec(new byte[32], "HmacSHA256"));
        assertTrue(forged.verify().isUnbroken());
        assertReason(Reason.OTHER_KEY, forged.verify(keys));
    }

    @Test
    void trailMovedAway_keepsItsKeyInTheVault() throws Exception {
        AuditTrail moved = new AuditTrail(Files.move(trail.folder(), home.resolve("2026")));
        trail = new AuditTrail(home.resolve("audit"));
        keys.make(trail);
        append(1);
        assertEquals(Marks.CHECKED, trail.verify(keys).marks());
        assertEquals(6, moved.verify(keys).entries());
        assertTrue(moved.verify(keys).isUnbroken());
    }

    @Test
    void everyByte_counts() throws Exception {
        for (Path file : List.of(file(2), keyFile())) {
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < good.length; i += 3) {
                byte[] bad = good.clone();
                bad[i] ^= 1;
                Files.write(file, bad);
                assertFalse(trail.verify(keys).isUnbroken(), file + " byte " + i);
            }
            Files.write(file, good);
        }
    }

    @Test
    void key_isForItsOwnerAlone_andInNoText() throws Exception {
        String key = Files.readString(keyFile()).split("\t")[4].strip();
        assertFalse(EvolvingKey.decode(Files.readString(keyFile()))
                .orElseThrow()
                .toString()
                .contains(key));
        try (Stream<Path> files = Files.list(trail.folder())) {
            for (Path file : files.toList()) {
                assertEquals(file.equals(keyFile()), Files.readString(file).contains(key), file.toString());
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    assertEquals(
                            "[OWNER_READ, OWNER_WRITE]",
                            Files.getPosixFilePermissions(file).stream()
                                    .sorted()
                                    .toList()
                                    .toString());
                }
            }
        }
    }
}
