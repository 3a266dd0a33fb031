package io.veilray.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Keeps some of what fuzzing found worth keeping for the tests, beside what they have. Arguments: folder of the test classes, beside
 * which {@link FuzzRun} has worked; folder of the test resources.
 */
public final class FuzzCorpus {
    /** Of each target. */
    private static final int MOST_BYTES = 6 << 10;

    private static final int MOST_INPUTS = 60;

    private FuzzCorpus() {}

    public static void main(String[] args) throws Exception {
        Path classes = Path.of(args[0]).toAbsolutePath();
        for (Class<?> type : FuzzRun.tests(classes)) {
            for (FuzzTarget target : FuzzTest.targets(type)) {
                Path found = classes.resolveSibling("fuzz").resolve(target.name()).resolve("corpus");
                if (Files.isDirectory(found)) {
                    keep(Path.of(args[1]), type, target, found);
                }
            }
        }
    }

    private static void keep(Path resources, Class<?> type, FuzzTarget target, Path found) throws IOException {
        Path file = resources.resolve(type.getPackageName().replace('.', '/')).resolve(FuzzTest.keptAs(type, target));
        Files.createDirectories(file.getParent());
        TreeSet<String> lines = new TreeSet<>(Comparator.comparingInt(String::length).thenComparing(line -> line));
        FuzzTest.kept(type, target).values().forEach(input -> lines.add(encoded(input)));
        int bytes = 0;
        for (byte[] input : spread(found)) {
            bytes += input.length;
            if (bytes <= MOST_BYTES && input.length > 0) {
                lines.add(encoded(input));
            }
        }
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private static String encoded(byte[] input) {
        return Base64.getEncoder().encodeToString(input);
    }

    /** Of all sizes, the shortest first. */
    private static List<byte[]> spread(Path found) throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(found)) {
            for (Path file : files.toList()) {
                all.add(Files.readAllBytes(file));
            }
        }
        byte[][] sorted = all.toArray(byte[][]::new);
        Arrays.sort(sorted, Comparator.comparingInt(input -> input.length));
        List<byte[]> spread = new ArrayList<>();
        int step = Math.max(1, sorted.length / MOST_INPUTS);
        for (int i = 0; i < sorted.length; i += step) {
            spread.add(sorted[i]);
        }
        return spread;
    }
}
