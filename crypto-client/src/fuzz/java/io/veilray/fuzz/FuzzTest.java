package io.veilray.fuzz;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A test class whose methods with {@link Fuzz} are targets. As a test it gives each target its seeds, among them what each
 * finding was, and the inputs that are kept in {@code <Class>Inputs/<method>.txt} of its package's test resources.
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

    /** By the number of its line. */
    static Map<String, byte[]> kept(Class<?> type, FuzzTarget target) throws IOException {
        Map<String, byte[]> out = new LinkedHashMap<>();
        try (InputStream file = type.getResourceAsStream(keptAs(type, target))) {
            if (file != null) {
                String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
                text.lines().forEach(line -> out.put("kept-" + out.size(), Base64.getDecoder().decode(line)));
            }
        }
        return out;
    }

    /** The file beside the class, one input in base64 a line. */
    static String keptAs(Class<?> type, FuzzTarget target) {
        return type.getSimpleName() + "Inputs/" + methodOf(target) + ".txt";
    }
}
