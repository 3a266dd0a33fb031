package io.veilray.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.keys.VaultException.Reason;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever finds the file learns no key; whoever damages it is noticed; a crash never leaves half of it. */
class KeyVaultTest {
    private static final char[] PASSWORD = "four words are enough".toCharArray();
    private static final byte[] SECRET = "never to be seen outside, 32 byt".getBytes(StandardCharsets.US_ASCII);
    private static final SecretKey KEY = new SecretKeySpec(SECRET, "HmacSHA256");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("home").resolve("vault.bcfks");
    }

    @Test
    void secretAndIdentity_comeBackAfterReopening() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X509Certificate certificate = certificate(pair);
        try (KeyVault vault = KeyVault.create(file, PASSWORD)) {
            vault.putSecret("audit", KEY);
            vault.putIdentity("client", pair.getPrivate(), certificate);
        }
        try (KeyVault vault = KeyVault.open(file, PASSWORD)) {
            assertArrayEquals(SECRET, vault.secret("audit").orElseThrow().getEncoded());
            KeyStore.PrivateKeyEntry entry = vault.identity("client").orElseThrow();
            assertEquals(((ECPrivateKey) pair.getPrivate()).getS(), ((ECPrivateKey) entry.getPrivateKey()).getS());
            assertEquals(certificate, entry.getCertificate());
            assertTrue(vault.identity("server").isEmpty());
            assertTrue(vault.identity("audit").isEmpty(), "a secret key is no identity");
            vault.remove("audit");
            assertTrue(vault.secret("audit").isEmpty());
        }
        assertEquals(null, Security.getProvider("BC"), "no provider is installed");
    }

    private static X509Certificate certificate(KeyPair pair) throws Exception {
        X500Name name = new X500Name("CN=test");
        Date from = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
        Date to = Date.from(Instant.parse("2027-01-01T00:00:00Z"));
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(name, BigInteger.ONE, from, to, name, pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    /** Each writes into what the other wrote, not over it. */
    @Test
    void twoAtOnce_loseNothing() throws Exception {
        try (KeyVault one = KeyVault.create(file, PASSWORD);
                KeyVault other = KeyVault.open(file, PASSWORD)) {
            one.putSecret("audit", KEY);
            other.putSecret("other", KEY);
            assertTrue(other.secret("audit").isPresent());
        }
    }

    @Test
    void files_areTheirOwnersAloneAndHoldNothingInTheClear() throws Exception {
        try (KeyVault vault = KeyVault.create(file, PASSWORD)) {
            vault.putSecret("audit", KEY);
            assertFalse(vault.toString().contains("four words"));
        }
        try (Stream<Path> all = Files.list(file.getParent())) {
            List<String> names =
                    all.map(each -> each.getFileName().toString()).sorted().toList();
            assertEquals(List.of("vault.bcfks", "vault.bcfks.lock"), names, "nothing half-written is left");
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        String hex = HexFormat.of().formatHex(Files.readAllBytes(file));
        assertFalse(hex.contains(HexFormat.of().formatHex(SECRET)));
        assertFalse(hex.contains(HexFormat.of().formatHex("audit".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void wrongPassword_isRefusedWithoutNamingIt() throws Exception {
        KeyVault.create(file, PASSWORD).close();
        VaultException refusal =
                refused(Reason.WRONG_PASSWORD, () -> KeyVault.open(file, "hunter2 hunter2".toCharArray()));
        assertFalse(refusal.getMessage().contains("hunter2"));
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    }

    @Test
    void cutFile_isRefused() throws Exception {
        KeyVault.create(file, PASSWORD).close();
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, 7, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            refused(Reason.DAMAGED, () -> KeyVault.open(file, PASSWORD));
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1)); // a zero behind the end
        refused(Reason.DAMAGED, () -> KeyVault.open(file, PASSWORD));
        Files.write(file, new byte[(1 << 20) + 1]);
        refused(Reason.DAMAGED, () -> KeyVault.open(file, PASSWORD));
    }

    /** A flipped bit in what says how the key is derived must not cost any amount of memory either. */
    @Test
    void changedByte_isNeverAccepted() throws Exception {
        KeyVault.create(file, PASSWORD).close();
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int at = 0; at < whole.length; at += Math.max(1, whole.length / 12)) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) 0x40;
            Files.write(file, changed);
            assertThrows(VaultException.class, () -> KeyVault.open(file, PASSWORD), "byte " + at);
            refused++;
        }
        assertTrue(refused >= 12);
    }

    /** The length of the key that is to be derived would else be anybody's wish, up to 2 GB. */
    @Test
    void otherKeyLength_isRefusedBeforeAnythingIsDerived() throws Exception {
        KeyVault.create(file, PASSWORD).close();
        HexFormat hex = HexFormat.of();
        String ours = "0203010000" + "020102" + "020102" + "020140"; // cost, blocks twice, 64 bytes
        String whole = hex.formatHex(Files.readAllBytes(file));
        int at = whole.lastIndexOf(ours);
        assertTrue(at > 0, "the check's own parameters");
        Files.write(
                file,
                hex.parseHex(whole.substring(0, at)
                        + ours.replace("020140", "020141")
                        + whole.substring(at + ours.length())));
        refused(Reason.DAMAGED, () -> KeyVault.open(file, PASSWORD));
    }

    @Test
    void existingFile_isNotOverwritten() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "something else");
        refused(Reason.EXISTS, () -> KeyVault.create(file, PASSWORD));
        assertEquals("something else", Files.readString(file));
    }

    @Test
    void shortPasswordMissingFileWrongNameAndClosedVault_areRefused() throws Exception {
        refused(Reason.SHORT_PASSWORD, () -> KeyVault.create(file, "elevenchars".toCharArray()));
        assertFalse(Files.exists(file));
        refused(Reason.MISSING, () -> KeyVault.open(file, PASSWORD));
        KeyVault vault = KeyVault.create(file, PASSWORD);
        assertThrows(IllegalArgumentException.class, () -> vault.secret("../audit"));
        vault.close();
        assertThrows(IllegalStateException.class, () -> vault.secret("audit"));
    }

    @Test
    void failedRewrite_leavesTheOldFile() throws Exception {
        try (KeyVault vault = KeyVault.create(file, PASSWORD)) {
            byte[] before = Files.readAllBytes(file);
            // a key that the store does not know how to keep
            assertThrows(VaultException.class, () -> vault.putSecret("odd", new SecretKeySpec(SECRET, "NoSuchCipher")));
            assertArrayEquals(before, Files.readAllBytes(file));
            assertTrue(vault.secret("odd").isEmpty());
            vault.putSecret("audit", KEY);
            assertTrue(vault.secret("audit").isPresent());
        }
    }

    private interface Step {
        void run() throws VaultException;
    }

    private static VaultException refused(Reason reason, Step step) {
        VaultException refusal = assertThrows(VaultException.class, step::run);
        assertEquals(reason, refusal.reason(), refusal.getMessage());
        return refusal;
    }
}
