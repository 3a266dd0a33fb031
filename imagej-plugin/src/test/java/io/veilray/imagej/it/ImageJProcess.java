package io.veilray.imagej.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real ImageJ with the packaged plugin in its plugins folder, in a process of its own. Without a screen it runs patched
 * as Fiji runs it ({@code ij1-patcher}), since plain ImageJ cannot run a macro command there at all.
 */
final class ImageJProcess {
    static final Path JAR = Path.of(System.getProperty("veilray.jar", "target/Veilray_.jar"));
    static final Path PROGRAMS = Path.of(System.getProperty("veilray.programs", "target/programs"));
    private static final int LIMIT_SECONDS = 180;

    private final Path home;

    /** @param home an empty folder */
    ImageJProcess(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("plugins"));
        Files.copy(JAR, home.resolve("plugins").resolve(JAR.getFileName()));
    }

    /** What the macro printed, run without a screen; {@code first} stand before ImageJ on the class path. */
    List<String> headless(String macro, Path... first) throws Exception {
        return headless(Map.of(), macro, first);
    }

    List<String> headless(Map<String, String> environment, String macro, Path... first) throws Exception {
        List<String> classPath = new ArrayList<>();
        for (Path each : first) {
            classPath.add(each.toString());
        }
        for (String program : List.of("ij1-patcher.jar", "javassist.jar", "ij.jar")) {
            classPath.add(PROGRAMS.resolve(program).toString());
        }
        classPath.add(home.resolve("plugins").resolve(JAR.getFileName()).toString()); // as Fiji's launcher does
        classPath.add(Path.of("target/test-classes").toAbsolutePath().toString());
        return run(
                environment,
                List.of(
                        java(),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Djava.awt.headless=true",
                        "-Dveilray.home=" + home.resolve("veilray"),
                        "-Duser.home=" + home,
                        "-Dplugins.dir=" + home,
                        "-cp",
                        String.join(System.getProperty("path.separator"), classPath),
                        HeadlessImageJ.class.getName(),
                        "-batch",
                        file(macro).toString()));
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    private Path file(String macro) throws IOException {
        return Files.writeString(Files.createTempFile(home, "macro", ".ijm"), macro);
    }

    static List<String> run(Map<String, String> environment, List<String> command) throws Exception {
        Path out = Files.createTempFile("imagej", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        List<String> lines = Files.readAllLines(out);
        Files.delete(out);
        assertTrue(ended, () -> "ImageJ did not end: " + String.join("\n", lines));
        return lines;
    }
}
