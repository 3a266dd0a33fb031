package io.veilray.dicom;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs of Debian packages that tests compare with. An absent one is installed where {@code VEILRAY_TEST_APT=1} allows
 * it, at most one try a package in each JVM; otherwise the test is skipped with a printed reason.
 */
public final class DebianTools {
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);
    private static final Map<String, Boolean> TRIED = new ConcurrentHashMap<>();

    private DebianTools() {}

    /** The path of {@code program}; takes minutes where its package must be installed first. */
    public static Path require(String packageName, String program) {
        return require(packageName, program, () -> find(program));
    }

    /** The first of {@code files} that is there, such as a plugin that Debian keeps in one place or another. */
    public static Path requireFile(String packageName, List<Path> files) {
        return require(packageName, files.getFirst().toString(), () -> files.stream()
                .filter(Files::exists)
                .findFirst());
    }

    private static Path require(String packageName, String what, Supplier<Optional<Path>> search) {
        if (search.get().isEmpty() && mayInstall()) {
            TRIED.computeIfAbsent(packageName, name -> install(name, search));
        }
        Optional<Path> found = search.get();
        if (found.isEmpty()) {
            System.err.println("skipped: no " + what + "; apt-get install " + packageName);
        }
        Assumptions.assumeTrue(found.isPresent(), what + " of the Debian package " + packageName + " is absent");
        return found.get();
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Stream<String> folders =
                Stream.concat(Arrays.stream(path.split(java.io.File.pathSeparator)), Stream.of("/usr/sbin"));
        return folders.filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean mayInstall() {
        return "1".equals(System.getenv("VEILRAY_TEST_APT"))
                && "root".equals(System.getProperty("user.name"))
                && Files.exists(Path.of("/etc/debian_version"));
    }

    /** One JVM at a time: the lock is shared with other forks, which find the program when their turn comes. */
    private static boolean install(String packageName, Supplier<Optional<Path>> search) {
        Path lock = Path.of(System.getProperty("java.io.tmpdir"), "veilray-test-apt.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            return held.isValid() && (search.get().isPresent() || installNow(packageName));
        } catch (IOException e) {
            System.err.println("could not install " + packageName + ": " + e.getMessage());
            return false;
        }
    }

    private static boolean installNow(String packageName) throws IOException {
        return apt("install", "-y", "--no-install-recommends", packageName)
                || (apt("update") && apt("install", "-y", "--no-install-recommends", packageName));
    }

    private static boolean apt(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("apt-get", "-q", "-o", "DPkg::Lock::Timeout=60"));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile("apt-get-" + arguments[0], ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile()).redirectOutput(log.toFile());
        // run level 1: a package that brings a server (orthanc) does not start it
        builder.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive", "RUNLEVEL", "1"));
        boolean done = succeeds(builder.start());
        if (!done) {
            System.err.println(String.join(" ", command) + " failed, see " + log);
        }
        return done;
    }

    private static boolean succeeds(Process process) {
        try {
            if (process.waitFor(INSTALL_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
        return false;
    }
}
