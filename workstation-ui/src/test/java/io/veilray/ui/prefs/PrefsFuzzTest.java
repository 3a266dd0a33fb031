package io.veilray.ui.prefs;

import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Settings and archives that somebody else wrote; what is read is written, and reads as the same. */
class PrefsFuzzTest extends FuzzTest {
    @Override
    protected Map<String, List<byte[]>> seeds() {
        return Map.of(
                "preferences",
                List.of(
                        bytes(PreferencesJson.write(Preferences.defaults())),
                        bytes("{\"dark\":true,\"shortcuts\":{\"open\":[\"Ctrl+O\"]}}")),
                "archives",
                List.of(bytes("[{\"name\":\"A\",\"address\":\"dicom://A@h:104\",\"signIn\":\"NONE\"}]")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whoever reads settings expects any exception. */
    @Fuzz(most = 1024, kilobytes = 1024, perByte = 8192, refusals = RuntimeException.class)
    static void preferences(byte[] input) {
        Preferences read = PreferencesJson.read(new String(input, StandardCharsets.UTF_8));
        if (!PreferencesJson.read(PreferencesJson.write(read)).equals(read)) {
            throw new AssertionError("does not come back: " + read);
        }
    }

    @Fuzz(most = 512, kilobytes = 1024, perByte = 8192, refusals = IllegalArgumentException.class)
    static void archives(byte[] input) {
        ArchivesFile.parse(new String(input, StandardCharsets.UTF_8));
    }
}
