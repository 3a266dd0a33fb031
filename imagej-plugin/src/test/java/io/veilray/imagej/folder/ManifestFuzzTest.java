package io.veilray.imagej.folder;

import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The manifest of a folder run that somebody changed. */
class ManifestFuzzTest extends FuzzTest {
    private static final Manifest.Header HEADER = new Manifest.Header(1, "m", "1", "", 1);
    private static final String FIRST =
            "{\"veilrayManifest\":1,\"model\":\"m\",\"version\":\"1\",\"region\":\"\",\"slice\":1}\n";

    @Override
    protected Map<String, List<byte[]>> seeds() {
        return Map.of(
                "rows",
                List.of((FIRST
                                + "{\"file\":\"a\",\"bytes\":1,\"modifiedMillis\":2,\"reason\":\"\",\"cells\":{\"b\":\"c\"}}\n")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Fuzz(
            most = 512,
            kilobytes = 1024,
            perByte = 8192,
            refusals = {IOException.class, IllegalArgumentException.class})
    static void rows(byte[] input) throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        Manifest.read(input, Path.of("manifest"), HEADER, rows);
        rows.values().forEach(row -> row.isOf(new Item(Path.of("a"), "a", 1, 2)));
    }
}
