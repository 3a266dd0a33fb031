package io.veilray.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of the same Java and class path with options of its own. */
final class Fork {
    private Fork() {}

    /**
     * Runs a main class to its end. A class path among the options stands in for this JVM's.
     *
     * @return the last line it printed
     */
    static String run(Class<?> main, String... options) throws IOException, InterruptedException {
        return run(new ArrayList<>(), main, options);
    }

    /** The same with all threads on one core, by Linux' {@code taskset}. */
    static String runOnOneCore(Class<?> main, String... options) throws IOException, InterruptedException {
        return run(new ArrayList<>(List.of("taskset", "-c", "0")), main, options);
    }

    private static String run(List<String> command, Class<?> main, String... options)
            throws IOException, InterruptedException {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.add(main.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String last = "";
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
            }
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(main.getName() + " with " + List.of(options) + " ended with " + status);
        }
        return last;
    }
}
