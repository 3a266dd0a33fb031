package io.veilray.imagej.options;

import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import io.veilray.region.Region;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What macros say. */
class OptionsFuzzTest extends FuzzTest {
    @Override
    protected Map<String, List<byte[]>> seeds() {
        return Map.of(
                "classify",
                texts("model=m mode=strict server=localhost:50051 trust=[a b] evidence opacity=30 manager table='x y'"),
                "folder",
                texts(
                        "input=[/a b] output=/c region=1,2,3,4 slice=2 parallel=3 subfolders=false fresh server=local",
                        "input=a\0 output=b"),
                "server",
                texts("server=[::1]:5 trust=x ready=2"),
                "region",
                texts("1,2,3,4"));
    }

    private static List<byte[]> texts(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    @Fuzz(most = 256, kilobytes = 1024, perByte = 8192)
    static void classify(byte[] input) {
        ClassifyOptions.parse(text(input), false);
    }

    @Fuzz(most = 256, kilobytes = 1024, perByte = 8192)
    static void folder(byte[] input) {
        FolderOptions.parse(text(input));
    }

    @Fuzz(most = 256, kilobytes = 1024, perByte = 8192)
    static void server(byte[] input) {
        ServerOptions.parse(text(input), new ServerOptions(new ServerChoice(ServerChoice.LOCAL, ""), 1));
    }

    @Fuzz(most = 64, kilobytes = 1024, perByte = 8192)
    static void region(byte[] input) {
        Region.parse(text(input));
    }
}
