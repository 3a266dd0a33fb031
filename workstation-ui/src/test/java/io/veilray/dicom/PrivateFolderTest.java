package io.veilray.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Scans with a patient's name must not outlive the program that unpacked them, whatever ends it. */
class PrivateFolderTest {
    /** The other program: makes a folder with a file in it, tells its path, and waits to be killed. */
    static final class Other {
        private Other() {}

        public static void main(String[] args) throws Exception {
            PrivateFolder folder = PrivateFolder.create();
            Files.writeString(folder.next(), "Doe^Jane");
            System.out.println(folder.path());
            Thread.sleep(60_000);
        }
    }

    @Test
    void folderOfAKilledProgram_isRemovedAndNoOther() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        Other.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path foreign = Files.createTempDirectory("veilray-");
        try (PrivateFolder own = PrivateFolder.create();
                BufferedReader said = new BufferedReader(new InputStreamReader(other.getInputStream()))) {
            Path theirs = Path.of(said.readLine());
            assertEquals(own.path().getParent(), theirs.getParent());
            PrivateFolder.removeLeftovers(own.path());
            assertTrue(Files.exists(theirs.resolve("1")), "its program lives");
            other.destroyForcibly().waitFor();
            assertTrue(Files.exists(theirs.resolve("1")), "left behind");
            PrivateFolder.removeLeftovers(own.path());
            assertFalse(Files.exists(theirs));
            assertTrue(Files.exists(own.path()));
            assertTrue(Files.exists(foreign), "it has no lock and may be anybody's");
        } finally {
            other.destroyForcibly();
            Files.delete(foreign);
        }
    }

    @Test
    void closedFolder_isGone() throws IOException {
        PrivateFolder folder = PrivateFolder.create();
        Files.writeString(folder.next(), "Doe^Jane");
        folder.close();
        folder.close();
        assertFalse(Files.exists(folder.path()));
    }
}
