package io.veilray.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.audit.Sent.Amounts;
import io.veilray.audit.Sent.Outcome;
import io.veilray.audit.Verification.Marks;
import io.veilray.audit.Verification.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that can be changed unseen, or that a crash makes unreadable, is worth less than none. */
class AuditTrailTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int WRITERS = 3;
    private static final int EACH = 25;

    @TempDir
    Path home;

    private AuditTrail trail() {
        return new AuditTrail(folder());
    }

    private Path folder() {
        return home.resolve("audit");
    }

    private Path first() {
        return folder().resolve("trail-000001.log");
    }

    static Sent sent(int bytesUp) {
        return new Sent(
                NOON,
                RequestNumber.random(),
                "cloud.example.org:50051",
                Optional.of("AB:CD"),
                "pneumonia-cxr-28",
                Optional.of("1.1.0"),
                Optional.of("masked"),
                "done",
                Optional.of(new Amounts(bytesUp, 200, 3000, 4)),
                Outcome.COMPLETED,
                Optional.empty());
    }

    static Sent refused() {
        return new Sent(
                NOON,
                RequestNumber.random(),
                "[::1]:50051",
                Optional.empty(),
                "chest",
                Optional.empty(),
                Optional.empty(),
                "connecting",
                Optional.empty(),
                Outcome.FAILED,
                Optional.of("not-trusted"));
    }

    private void fill(int entries) throws IOException {
        for (int i = 0; i < entries; i++) {
            trail().append(i % 5 == 4 ? refused() : sent(i));
        }
    }

    private static void assertBroken(int line, Reason reason, Verification found) {
        assertEquals(reason, found.broken().orElseThrow().reason());
        assertEquals(line, found.broken().orElseThrow().line());
    }

    @Test
    void entries_comeBackNewestFirst() throws IOException {
        Sent done = sent(100);
        Sent failed = refused();
        Reviewed review = new Reviewed(NOON, done.number(), Reviewed.Verdict.REJECTED);
        for (AuditEntry entry : List.of(done, failed, review)) {
            trail().append(entry);
        }
        assertEquals(List.of(review, failed, done), trail().newest(10));
        assertEquals(List.of(review), trail().newest(1));
        Verification found = trail().verify();
        assertTrue(found.isUnbroken());
        assertEquals(3, found.entries());
    }

    @Test
    void noTrail_hasNoEntriesAndMakesNoFolder() throws IOException {
        assertEquals(new Verification(0, "0".repeat(64), Optional.empty(), Marks.NONE), trail().verify());
        assertEquals(List.of(), trail().newest(10));
        assertFalse(Files.exists(folder()));
    }

    /** The hash as the documentation says it, computed here by itself. */
    @Test
    void hash_isOverTheHashBeforeATabAndTheText() throws Exception {
        trail().append(sent(1));
        String before = "0".repeat(64);
        for (String line : Files.readAllLines(first())) {
            String text = line.substring(65);
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((before + "\t" + text).getBytes(StandardCharsets.US_ASCII));
            assertEquals(HexFormat.of().formatHex(digest), line.substring(0, 64));
            before = line.substring(0, 64);
        }
        assertEquals(before, trail().verify().lastHash());
        assertTrue(Files.readString(first()).substring(65).startsWith("veilray-audit\t1\t1\t" + "0".repeat(64)));
    }

    @Test
    void textOfAServer_cannotEndALine() throws IOException {
        String odd = "1.0\n" + "f".repeat(64) + "\treviewed \u00fc%2D\t-";
        for (String version : List.of(odd, "-", "", "%00", "\t", "x".repeat(5000))) {
            Sent entry = new Sent(
                    NOON,
                    RequestNumber.random(),
                    Sent.LOCAL,
                    Optional.empty(),
                    "m",
                    Optional.of(version),
                    Optional.empty(),
                    "done",
                    Optional.empty(),
                    Outcome.CANCELED,
                    Optional.empty());
            trail().append(entry);
            assertEquals(entry, trail().newest(1).getFirst());
        }
        assertEquals(7, Files.readAllLines(first()).size());
        assertTrue(trail().verify().isUnbroken());
    }

    @Test
    void wordsAndNumbers_areChecked() {
        assertThrows(IllegalArgumentException.class, () -> new RequestNumber("Doe^John"));
        assertThrows(IllegalArgumentException.class, () -> new Amounts(-1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new CutShort(NOON, 1, "../x"));
        Sent s = sent(1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Sent(
                        NOON,
                        s.number(),
                        s.server(),
                        s.fingerprint(),
                        s.model(),
                        s.modelVersion(),
                        s.mode(),
                        "Region 1",
                        s.amounts(),
                        s.outcome(),
                        s.reason()));
    }

    /** Random edits of every sort; what is left alone is cutting whole lines off the end, which no chain can find. */
    @Test
    void anyEdit_isFound() throws IOException {
        fill(12);
        byte[] good = Files.readAllBytes(first());
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path edited = home.resolve("edited.log");
        for (int i = 0; i < 3000; i++) {
            byte[] bad = edit(good, random);
            if (!isBeginning(good, bad)) {
                Files.write(edited, bad);
                assertFalse(AuditTrail.verify(edited).isUnbroken(), "seed " + seed + " edit " + i);
            }
        }
    }

    /** Whether nothing but whole lines at the end is missing. */
    private static boolean isBeginning(byte[] good, byte[] bad) {
        return bad.length > 0
                && bad.length <= good.length
                && bad[bad.length - 1] == '\n'
                && Arrays.equals(bad, Arrays.copyOf(good, bad.length));
    }

    private static byte[] edit(byte[] good, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text(good).split("(?<=\n)")));
        int a = random.nextInt(lines.size());
        int b = random.nextInt(lines.size());
        int at = random.nextInt(good.length);
        switch (random.nextInt(7)) {
            case 0 -> { // another byte
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 + random.nextInt(255));
                return bad;
            }
            case 1 -> lines.remove(a);
            case 2 -> Collections.swap(lines, a, b);
            case 3 -> lines.add(a, lines.get(b)); // an old line once more
            case 4 -> lines.set(a, lines.get(a).replace("sent", "cut"));
            case 5 -> { // bytes taken out
                int to = Math.min(good.length, at + 1 + random.nextInt(200));
                return (text(good).substring(0, at) + text(good).substring(to)).getBytes(StandardCharsets.ISO_8859_1);
            }
            default -> { // bytes put in
                String more = "\n".repeat(random.nextInt(2)) + (char) random.nextInt(256);
                return (text(good).substring(0, at) + more + text(good).substring(at))
                        .getBytes(StandardCharsets.ISO_8859_1);
            }
        }
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void everyByte_counts() throws IOException {
        fill(3);
        byte[] good = Files.readAllBytes(first());
        Path edited = home.resolve("edited.log");
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(edited, bad);
            assertFalse(AuditTrail.verify(edited).isUnbroken(), "byte " + i);
        }
    }

    /** What the chain cannot do, and what can: the hash that was noted before. */
    @Test
    void linesCutOffTheEnd_areTheShorterTrailThatTheyLookLike() throws IOException {
        fill(3);
        String noted = trail().verify().lastHash();
        List<String> lines = Files.readAllLines(first());
        Files.write(first(), lines.subList(0, 3));
        Verification found = trail().verify();
        assertTrue(found.isUnbroken());
        assertEquals(2, found.entries());
        assertFalse(found.lastHash().equals(noted));
    }

    @Test
    void break_isNamedByLineAndReason() throws IOException {
        fill(3);
        List<String> lines = Files.readAllLines(first());
        Path edited = home.resolve("e.log");
        Files.write(edited, List.of(lines.get(0), lines.get(1), lines.get(3)));
        assertBroken(3, Reason.HASH, AuditTrail.verify(edited));
        Files.write(edited, lines.subList(1, 3));
        assertBroken(1, Reason.NO_HEADER, AuditTrail.verify(edited));
        Files.write(edited, List.of("notes"));
        assertBroken(1, Reason.NO_LINE, AuditTrail.verify(edited));
        Files.write(edited, new byte[0]);
        assertBroken(1, Reason.EMPTY, AuditTrail.verify(edited));
        String start = ChainedLine.START;
        Files.writeString(
                edited,
                ChainedLine.after(start, "veilray-audit\t2\t1\t" + start).toString());
        assertBroken(1, Reason.VERSION, AuditTrail.verify(edited));
        ChainedLine line = ChainedLine.after(lines.getLast().substring(0, 64), "classified\tpneumonia");
        Files.writeString(edited, Files.readString(first()) + line);
        assertBroken(5, Reason.NO_ENTRY, AuditTrail.verify(edited));
    }

    @Test
    void crashInTheMiddleOfALine_isKeptAsideAndSaid() throws IOException {
        fill(2);
        byte[] whole = Files.readAllBytes(first());
        int header = text(whole).indexOf('\n') + 1;
        for (int length = 1; length < whole.length; length += 7) {
            if (whole[length - 1] == '\n') {
                continue;
            }
            Files.write(first(), Arrays.copyOf(whole, length));
            assertBroken(
                    (int) text(whole).substring(0, length).lines().count(),
                    Reason.CUT_SHORT,
                    AuditTrail.verify(first()));
            trail().append(sent(7));
            Verification found = trail().verify();
            assertTrue(found.isUnbroken(), "cut at " + length + " " + found);
            CutShort said = (CutShort) trail().newest(2).get(1);
            Path kept = folder().resolve(said.keptAs());
            assertEquals(said.bytes(), Files.size(kept));
            assertTrue(text(whole).contains(Files.readString(kept)));
            if (length > header) {
                assertTrue(Files.readString(first()).startsWith(text(whole).substring(0, header)));
            }
        }
    }

    /** Some file systems leave zeros where the last bytes had not reached the disk. */
    @Test
    void zerosAtTheEnd_areKeptAside() throws IOException {
        fill(2);
        Files.write(first(), new byte[700], StandardOpenOption.APPEND);
        trail().append(sent(3));
        assertTrue(trail().verify().isUnbroken());
        assertEquals(4, trail().verify().entries());
    }

    @Test
    void damagedLastLine_staysForVerifyAndTheTrailGoesOn() throws IOException {
        fill(2);
        Files.writeString(first(), "damaged\n", StandardOpenOption.APPEND);
        Sent next = sent(3);
        trail().append(next);
        assertEquals(next, trail().newest(1).getFirst());
        assertBroken(4, Reason.NO_LINE, trail().verify());
        assertTrue(AuditTrail.verify(folder().resolve("trail-000002.log")).isUnbroken());
    }

    @Test
    void fullFile_isFollowedByAnotherOfTheSameChain() throws IOException {
        AuditTrail small = new AuditTrail(folder(), 1500);
        for (int i = 0; i < 20; i++) {
            small.append(sent(i));
        }
        List<Path> files = files();
        assertTrue(files.size() >= 3, files.toString());
        for (Path file : files) {
            assertTrue(Files.size(file) < 2000);
            assertTrue(AuditTrail.verify(file).isUnbroken());
        }
        assertEquals(20, small.verify().entries());
        assertTrue(small.verify().isUnbroken());
        assertEquals(20, small.newest(100).size());

        Path exported = home.resolve("exported.log");
        small.export(exported);
        assertEquals(small.verify(), AuditTrail.verify(exported));

        Files.delete(files.get(1));
        assertBroken(1, Reason.MISSING, small.verify());
        Files.delete(files.get(0));
        assertBroken(1, Reason.MISSING, small.verify());
    }

    @Test
    void headerOfTheNextFile_cutByACrash_isWrittenAnew() throws IOException {
        AuditTrail small = new AuditTrail(folder(), 1);
        small.append(sent(1));
        small.append(sent(2));
        Path second = folder().resolve("trail-000002.log");
        Files.write(second, Arrays.copyOf(Files.readAllBytes(second), 40));
        small.append(sent(3));
        assertTrue(small.verify().isUnbroken(), small.verify().toString());
        assertEquals(3, small.verify().entries()); // the first, what was said of the cut, the third
    }

    @Test
    void export_isRefusedInTheTrailsOwnFolder() throws IOException {
        fill(1);
        assertThrows(IOException.class, () -> trail().export(first()));
        assertTrue(trail().verify().isUnbroken());
    }

    @Test
    void files_areForTheOwnerOnly() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        fill(1);
        trail().export(home.resolve("exported.log"));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
        for (Path file : List.of(first(), folder().resolve("trail.lock"), home.resolve("exported.log"))) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void threads_appendToOneChain() throws Exception {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofPlatform().start(() -> appendMany(folder(), 1 << 20)));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertAllThere(0);
    }

    @Test
    void processes_appendToOneChainOfMarkedLines() throws Exception {
        trail().startMarking(new SecretKeySpec(new byte[32], "HmacSHA256"));
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            folder().toString())
                    .inheritIO()
                    .start());
        }
        for (Process writer : writers) {
            assertTrue(writer.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, writer.exitValue());
        }
        assertAllThere(1);
        assertTrue(files().size() > 1);
    }

    /** @param more entries that were there before */
    private void assertAllThere(int more) throws IOException {
        Verification found = trail().verify();
        assertTrue(found.isUnbroken(), found.toString());
        assertEquals(more + WRITERS * EACH, found.entries());
        assertEquals(
                more + WRITERS * EACH, trail().newest(1000).stream().distinct().count());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder())) {
            return all.filter(file -> file.toString().endsWith(".log")).sorted().toList();
        }
    }

    private static void appendMany(Path folder, long fileBytes) {
        try {
            for (int i = 0; i < EACH; i++) {
                new AuditTrail(folder, fileBytes).append(sent(i));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A process of its own that appends to the trail. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            appendMany(Path.of(args[0]), 6000);
        }
    }
}
