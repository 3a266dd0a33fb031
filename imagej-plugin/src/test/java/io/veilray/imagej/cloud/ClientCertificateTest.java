package io.veilray.imagej.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.keys.CertificateMaker;
import io.veilray.keys.Identity;
import io.veilray.keys.KeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch at night has nobody to type: it must get its certificate from the file, or end with what to do. */
class ClientCertificateTest {
    private static final String PASSWORD = "PLANTED-four-words";
    private static final String FILE_PROPERTY = "veilray.vault.password.file";

    @TempDir
    private Path home;

    private String homeBefore;

    @BeforeEach
    void ownHome() {
        homeBefore = System.getProperty("veilray.home", "");
        System.setProperty("veilray.home", home.toString());
        ClientCertificate.forget();
    }

    @AfterEach
    void restore() {
        System.setProperty("veilray.home", homeBefore);
        System.clearProperty(FILE_PROPERTY);
        ClientCertificate.forget();
    }

    private static String refused() {
        String said = assertThrows(IOException.class, ClientCertificate::obtain).getMessage();
        assertTrue(said.startsWith("identity: "), said);
        assertFalse(said.contains("PLANTED") || said.contains("\n"), said);
        return said;
    }

    private void passwordIs(String password) throws IOException {
        Path file = home.resolve("password");
        Files.writeString(file, password + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        System.setProperty(FILE_PROPERTY, file.toString());
    }

    @Test
    void withoutVaultOrPassword_endsWithWhatToDo() throws Exception {
        String none = refused();
        assertTrue(none.contains("no key vault") && none.contains("veilray certs import"), none);
        Files.writeString(home.resolve("vault.bcfks"), "not opened");
        String nobody = refused();
        assertTrue(nobody.contains("nobody is there") && nobody.contains("VEILRAY_VAULT_PASSWORD_FILE"), nobody);
    }

    @Test
    void passwordFile_opensTheVaultOnceUntilItChanges() throws Exception {
        CertificateMaker maker = new CertificateMaker(InstantSource.system());
        Identity client = maker.client(maker.authority("Radiology"), "Reading room 3");
        Path file = home.resolve("vault.bcfks");
        try (KeyVault vault = KeyVault.create(file, PASSWORD.toCharArray())) {
            vault.putIdentity("client", client);
        }
        passwordIs(PASSWORD);
        assertEquals(client, ClientCertificate.obtain());
        passwordIs("PLANTED-but-wrong");
        assertEquals(client, ClientCertificate.obtain(), "once is enough");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertTrue(refused().contains("does not open the key vault"));
    }
}
