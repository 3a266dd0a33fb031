package io.veilray.fuzz;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A test class whose methods with {@link Fuzz} are targets. As a test it gives each target the seeds and the inputs that
 * are kept under {@code <Class>Inputs/<method>} of its package's test resources, among them what each finding was.
 */
public abstract class FuzzTest {
    /** Honest inputs for each target by its name: where fuzzing starts. */
    protected abstract Map<String, List<byte[]>> seeds() throws Exception;

    @TestFactory
    final Stream<DynamicTest> keptInputs() throws Exception {
        Map<String, List<byte[]>> seeds = seeds();
        List<FuzzTarget> targets = targets(getClass());
        assertTrue(!targets.isEmpty(), "no targets");
        seeds.keySet().forEach(name -> assertTrue(targets.stream().anyMatch(t -> t.name().endsWith("." + name)), name));
        return targets.stream().map(target -> DynamicTest.dynamicTest(target.name(), () -> {
            List<byte[]> own = seeds.get(methodOf(target));
            assertNotNull(own, "seeds of " + target.name());
            target.execute(new byte[0]);
            own.forEach(target::execute);
            kept(getClass(), target).forEach((file, input) -> executeKept(target, file, input));
        }));
    }

    private static void executeKept(FuzzTarget target, String file, byte[] input) {
        try {
            target.execute(input);
        } catch (AssertionError e) {
            throw new AssertionError("input " + file, e);
        }
    }

    static List<FuzzTarget> targets(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Fuzz.class))
                .map(FuzzTarget::new)
                .sorted(Comparator.comparing(FuzzTarget::name))
                .toList();
    }

    static String methodOf(FuzzTarget target) {
        return target.name().substring(target.name().lastIndexOf('.') + 1);
    }

    static Map<String, byte[]> kept(Class<?> type, FuzzTarget target) throws IOException, URISyntaxException {
        Map<String, byte[]> out = new TreeMap<>();
        var folder = type.getResource(type.getSimpleName() + "Inputs/" + methodOf(target));
        List<Path> files = new ArrayList<>();
        if (folder != null) {
            try (Stream<Path> list = Files.list(Path.of(folder.toURI()))) {
                list.forEach(files::add);
            }
        }
        for (Path file : files) {
            out.put(file.getFileName().toString(), read(file));
        }
        return out;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
