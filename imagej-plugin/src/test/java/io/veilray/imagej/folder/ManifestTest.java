package io.veilray.imagej.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest is all that an interrupted run leaves: what is wrong with it must never lose or double a row. */
class ManifestTest {
    private static final Manifest.Header HEADER = new Manifest.Header(1, "m", "1", "", 1);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("o.csv.manifest");
    }

    private static Row row(String file) {
        return new Row(file, 5, 7, "", Map.of());
    }

    @Test
    void aSecondRunIsTurnedAwayAndWritesNothing() throws IOException {
        try (Manifest first = Manifest.open(file(), HEADER, false)) {
            first.append(row("a.png"));
            byte[] before = Files.readAllBytes(file());
            for (boolean fresh : new boolean[] {false, true}) {
                String said = assertThrows(IOException.class, () -> Manifest.open(file(), HEADER, fresh))
                        .getMessage();
                assertTrue(said.contains("another run: wait"), said);
            }
            assertTrue(Arrays.equals(before, Files.readAllBytes(file())));
        }
        Manifest.open(file(), HEADER, false).close();
    }

    @Test
    void aLineCutInTheMiddleOfALetter_isDoneAgain() throws IOException {
        try (Manifest first = Manifest.open(file(), HEADER, false)) {
            first.append(row("a.png"));
        }
        byte[] whole = Files.readAllBytes(file());
        byte[] cut = Arrays.copyOf("{\"file\":\"\u5c71".getBytes(StandardCharsets.UTF_8), 11); // a third of the letter
        Files.write(file(), cut, StandardOpenOption.APPEND);
        Manifest.open(file(), HEADER, false).close();
        assertTrue(Arrays.equals(whole, Files.readAllBytes(file())));
    }

    @Test
    void aLineThatIsNoRow_isDamage() throws IOException {
        for (String line : new String[] {"", "null", "{}", "[1]"}) {
            Files.deleteIfExists(file());
            Manifest.open(file(), HEADER, false).close();
            Files.writeString(file(), line + "\n", StandardOpenOption.APPEND);
            String said = assertThrows(IOException.class, () -> Manifest.open(file(), HEADER, false))
                    .getMessage();
            assertTrue(said.endsWith("is damaged: give the option fresh to begin again"), said);
        }
    }

    @Test
    void isForItsOwnerOnly() throws IOException {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Manifest.open(file(), HEADER, false).close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }
}
