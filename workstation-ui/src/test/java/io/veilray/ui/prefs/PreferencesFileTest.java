package io.veilray.ui.prefs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.veilray.client.TicketPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that cannot be read must never keep a radiologist from starting. */
class PreferencesFileTest {
    @TempDir
    Path home;

    @Test
    void noFile_givesDefaultsWithoutAWord() {
        assertEquals(new PreferencesFile.Read(Preferences.defaults(), Optional.empty()), file().read());
    }

    @Test
    void everySetting_isReadAsItWasWritten() throws IOException {
        Preferences all = new Preferences(
                Look.SYSTEM,
                "de",
                new CloudChoice(true, "cloud.example.org", 7001, "/etc/ca.pem"),
                true,
                Map.of("tool.window", List.of("Q", "Ctrl+<")),
                true,
                List.of("/scans/ä b.dcm"),
                0.25,
                150,
                new TicketChoice(16, TicketPolicy.Storage.ENCRYPTED_FILES));
        file().write(all);
        assertEquals(all, file().read().preferences());
    }

    @Test
    void damagedFile_isKeptAndSaid() throws IOException {
        String[] damages = {
            "",
            "{",
            "[]",
            "null",
            "{\"dark\": {}}",
            "{\"overlayOpacity\": 7}",
            "{\"textPercent\": 79}",
            "{\"cloud\": {\"port\": 0}}",
            "{\"tickets\": {\"ready\": 17}}",
            "{\"tickets\": {\"ready\": -1}}",
            "{\"shortcuts\": {\"a\": null}}",
            "{\"recentFiles\": [null], \"rememberFiles\": true}",
            "\u0000\u0001"
        };
        for (String damage : damages) {
            Files.writeString(home.resolve("preferences.json"), damage);
            PreferencesFile.Read read = file().read();
            assertEquals(Preferences.defaults(), read.preferences(), damage);
            assertEquals(damage, Files.readString(read.damaged().orElseThrow()));
            assertEquals(home.resolve("preferences.json.bad"), read.damaged().orElseThrow());
            assertFalse(Files.exists(home.resolve("preferences.json")), damage);
        }
    }

    @Test
    void olderFile_hasDefaultsForWhatIsNew() throws IOException {
        Files.writeString(home.resolve("preferences.json"), "{\"dark\": false, \"fromTheFuture\": 3}");
        PreferencesFile.Read read = file().read();
        assertEquals(Preferences.defaults().withLook(Look.LIGHT), read.preferences());
        assertEquals(Optional.empty(), read.damaged());
    }

    @Test
    void writing_leavesOneFile() throws IOException {
        file().write(Preferences.defaults());
        file().write(Preferences.defaults().withLook(Look.LIGHT));
        try (Stream<Path> files = Files.list(home)) {
            assertEquals(List.of(home.resolve("preferences.json")), files.toList());
        }
    }

    @Test
    void folderThatCannotBe_isSaidOnWriting() throws IOException {
        Path notAFolder = Files.createFile(home.resolve("file"));
        assertThrows(IOException.class, () -> new PreferencesFile(notAFolder).write(Preferences.defaults()));
    }

    @Test
    void openedFiles_areForgottenUnlessWanted() {
        Preferences opened = Preferences.defaults().withOpened(Path.of("/scans/miller.dcm"));
        assertEquals(List.of(), opened.recentFiles());
        Preferences wanted = Preferences.defaults().withRememberFiles(true);
        for (int i = 0; i < 12; i++) {
            wanted = wanted.withOpened(Path.of("/scans/" + i + ".dcm"));
        }
        assertEquals(10, wanted.recentFiles().size());
        assertEquals(
                Path.of("/scans/11.dcm").toAbsolutePath().toString(),
                wanted.recentFiles().get(0));
        assertEquals(List.of(), wanted.withRememberFiles(false).recentFiles());
    }

    private PreferencesFile file() {
        return new PreferencesFile(home);
    }
}
