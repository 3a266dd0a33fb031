package io.veilray.imagej.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.veilray.client.LocalCloud;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user at the screen: the menu, the dialog, the recorder, and the recorded macro played again. */
class ScreenIT {
    private static final List<String> PACKAGES =
            List.of("xvfb", "libxext6", "libxrender1", "libxtst6", "libxi6", "fontconfig", "fonts-dejavu-core");

    private Process server;
    private String display;

    /** Xvfb chooses a free display and writes its number where it is told to. */
    @BeforeEach
    void screen() throws Exception {
        boolean there = isThere() || installed();
        assumeTrue(there, () -> {
            System.out.println("skipped: no Xvfb; install it, on Debian with apt-get install xvfb");
            return "no Xvfb";
        });
        server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))) {
            display = ":" + out.readLine();
        }
    }

    private static boolean isThere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "Xvfb")));
    }

    /** With what Java's windows need; only where CI says that tests may install programs. */
    private static boolean installed() throws Exception {
        if (!"1".equals(System.getenv("VEILRAY_TEST_APT"))) {
            return false;
        }
        Map<String, String> quiet = Map.of("DEBIAN_FRONTEND", "noninteractive");
        ImageJProcess.run(quiet, List.of("apt-get", "-q", "update"));
        List<String> install = List.of("apt-get", "-q", "-y", "install", "--no-install-recommends");
        ImageJProcess.run(
                quiet, Stream.concat(install.stream(), PACKAGES.stream()).toList());
        return isThere();
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.destroy();
        }
    }

    @Test
    void recordedCommand_playsToTheSameRow(@TempDir Path home) throws Exception {
        new ImageJProcess(home);
        Path pictures = Files.createDirectories(Path.of("target/screenshots"));
        List<String> lines = played(home, pictures);
        String all = String.join("\n", lines);
        String recorded = lines.stream()
                .filter(line -> line.startsWith("recorded: "))
                .findFirst()
                .orElse(all);
        assertTrue(recorded.contains("model=chest-cxr-256"), recorded);
        assertTrue(recorded.contains("mode=masked"), recorded);
        assertTrue(recorded.contains("server=local"), recorded);
        assertEquals(8, lines.stream().filter(line -> line.endsWith(": same")).count(), all);
        assertTrue(lines.contains("status: Veilray: 1 private classification ready"), all);
        assertTrue(lines.contains("status: Veilray: 2 private classifications ready"), all);
        assertTrue(lines.contains("manager: 3 regions, 2 classified, 4 rows"), all);
        assertTrue(lines.contains("password: not recorded"), all);
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.startsWith("settings: ") && line.matches(".*trust=\\S+ identity .*")),
                all);
    }

    private List<String> played(Path home, Path pictures) throws Exception {
        try (Department department = Department.open(home, InstantSource.system())) {
            return ImageJProcess.run(
                    Map.of("DISPLAY", display),
                    List.of(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Dveilray.home=" + home.resolve("veilray"),
                            "-Duser.home=" + home,
                            "-Dplugins.dir=" + home,
                            "-cp",
                            ImageJProcess.PROGRAMS.resolve("ij.jar") + ":"
                                    + Path.of("target/test-classes").toAbsolutePath(),
                            RecordedRun.class.getName(),
                            scan(home).toString(),
                            pictures.toString(),
                            department.address(),
                            department.trust().toString(),
                            Department.PASSWORD));
        }
    }

    /** The synthetic film that ships with the stub: pictures of the screen may stand in docs/. */
    private static Path scan(Path home) throws Exception {
        return LocalCloud.find().orElseThrow().writeSamples(Files.createDirectories(home.resolve("samples"))).stream()
                .filter(file -> file.toString().contains("opacity"))
                .findFirst()
                .orElseThrow();
    }
}
