package io.veilray;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The real images beside the project, which the repository does not carry. */
public final class TestData {
    private TestData() {}

    /** That folder of them; without it the test is skipped with a printed reason. */
    public static Path folder(String name) {
        Optional<Path> root = roots().filter(Files::isDirectory).findFirst();
        if (root.isEmpty()) {
            System.err.println("skipped: no real images in ../shared/data; name their folder with -Dveilray.data=DIR");
        }
        Assumptions.assumeTrue(root.isPresent(), "no real images here");
        return root.get().resolve(name);
    }

    private static Stream<Path> roots() {
        String property = System.getProperty("veilray.data", "");
        return property.isBlank() || property.startsWith("$")
                ? Stream.of(Path.of("../../shared/data"), Path.of("../shared/data"))
                : Stream.of(Path.of(property));
    }
}
