package io.veilray.ui.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the cache that {@code bin/veilray} starts from: classes, linked, and profiles of the methods that a {@link Rehearsal}
 * used (JEP 514, 515). It serves one build on one Java. The build runs this, and a build without the
 * cache is a slower start, so it never fails.
 */
final class StartCache {
    private static final long LONGEST_SECONDS = 120;

    private final Path cache;
    private final String classPath;
    private final List<String> java;

    /**
     * @param cache the file to make
     * @param classPath as the launcher will give it, in the same order
     */
    StartCache(Path cache, String classPath) {
        this.cache = cache.toAbsolutePath();
        this.classPath = classPath;
        this.java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseG1GC",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-classpath",
                classPath);
    }

    /** Called with the cache to make, on the class path of the launcher. */
    public static void main(String[] args) throws InterruptedException {
        Path file = Path.of(args[0]);
        try {
            new StartCache(file, System.getProperty("java.class.path")).make(Rehearsal.class.getName());
        } catch (IOException e) {
            System.err.println("No start cache " + file + ", Veilray will start without: " + e.getMessage());
        }
    }

    /**
     * Puts a fresh cache in place unless the old one still serves.
     *
     * @param rehearsal main class that does what is to be fast; gets a folder of its own
     * @throws IOException if none was made; there is none then
     */
    void make(String rehearsal) throws IOException, InterruptedException {
        if (isOfThisBuild() && run(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache), List.of("-version")) == 0) {
            return;
        }
        Files.deleteIfExists(cache);
        Path folder = Files.createTempDirectory(cache.getParent(), "start-cache-");
        try {
            Path made = folder.resolve("made.aot");
            int code = run(options(folder, made), List.of(rehearsal, folder.toString()));
            if (code != 0 || !Files.exists(made)) {
                throw new IOException("the rehearsal ended with code " + code);
            }
            move(made);
        } finally {
            delete(folder);
        }
    }

    /** The JVM compares jars too, but JDK 25 does not for every cache. */
    private boolean isOfThisBuild() throws IOException {
        if (!Files.exists(cache)) {
            return false;
        }
        for (String jar : classPath.split(File.pathSeparator)) {
            if (Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(Path.of(jar))) <= 0) {
                return false;
            }
        }
        return true;
    }

    /** JavaFX paints on its headless platform: a build machine need have no screen. */
    private static List<String> options(Path folder, Path made) {
        return List.of(
                "-XX:AOTCacheOutput=" + made,
                "-Dglass.platform=Headless",
                "-Dprism.order=sw",
                "-Djavafx.cachedir=" + folder.resolve("javafx"),
                "-Dveilray.home=" + folder.resolve("home"));
    }

    private int run(List<String> options, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java);
        command.addAll(1, options);
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the rehearsal took longer than " + LONGEST_SECONDS + " s");
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** At once, so that nobody starts from half a cache. */
    private void move(Path made) throws IOException {
        try {
            Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(made, cache, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
