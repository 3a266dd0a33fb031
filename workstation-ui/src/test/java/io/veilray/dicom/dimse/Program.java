package io.veilray.dicom.dimse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A foreign program run by a test, its output in a file. */
public final class Program implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static Program start(Path folder, Path program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path log = Files.createTempFile(folder, program.getFileName().toString(), ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        return new Program(builder.directory(folder.toFile()).start(), log);
    }

    /** Runs to the end; what it printed. */
    static String run(int expectedExit, Path folder, Path program, Object... arguments) throws Exception {
        try (Program running = start(folder, program, arguments)) {
            if (!running.process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    || running.process.exitValue() != expectedExit) {
                throw new AssertionError(program + " did not end with " + expectedExit + ": " + running.output());
            }
            return running.output();
        }
    }

    String output() throws IOException {
        return Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Waits until it listens. */
    Program listening(int port) throws Exception {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!accepts(port)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new AssertionError("does not listen: " + output());
            }
        }
        return this;
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
