package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The start script meets machines that have no Java, an old Java, or no build: each gets one sentence and code 9. */
@DisabledOnOs(OS.WINDOWS)
class LauncherScriptTest {
    private record Ended(int code, String output) {}

    @TempDir
    Path folder;

    private static Ended run(Path script, Map<String, String> environment) throws IOException, InterruptedException {
        return run(script, environment, "--version");
    }

    private static Ended run(Path script, Map<String, String> environment, String command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", script.toString(), command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private static Path script() {
        return Path.of("bin/veilray").toAbsolutePath();
    }

    /** A Java home with nothing in it but a release file and a program that prints its arguments. */
    private Path javaHome(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path program = home.resolve("bin/java");
        Files.createDirectories(program.getParent());
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"us\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(program, "#!/bin/bash\necho started " + name + " \"$@\"\n");
        assertTrue(program.toFile().setExecutable(true));
        return home;
    }

    @Test
    void noJava_givesOneSentence() throws Exception {
        Ended ended = run(script(), Map.of("VEILRAY_JAVA_PLACES", "", "HOME", "/nonexistent", "PATH", "/nonexistent"));
        assertEquals(9, ended.code());
        assertTrue(ended.output().startsWith("veilray: no Java 25 or newer found: install one"), ended.output());
        assertEquals(1, ended.output().lines().count());
    }

    @Test
    void oldJava_isPassedOverForANewOne() throws Exception {
        javaHome("jdk-8", "1.8.0_402");
        javaHome("jdk-21", "21.0.2");
        javaHome("jdk-26", "26-ea");
        Map<String, String> environment =
                Map.of("VEILRAY_JAVA_PLACES", folder + "/*", "HOME", "/nonexistent", "PATH", "/nonexistent");
        Ended ended = run(builtCopy(), environment);
        assertTrue(ended.output().startsWith("started jdk-26 "), ended.output());
        assertTrue(ended.output().strip().endsWith("io.veilray.ui.app.Veilray --version"), ended.output());
    }

    /** Java's own choice on a small machine may stand still in the JPEG decoder, and two collectors are an error. */
    @Test
    void collector_isG1UnlessNamed() throws Exception {
        String java = javaHome("mine", "25.0.3").toString();
        Path script = builtCopy();
        String usual = run(script, Map.of("VEILRAY_JAVA", java, "PATH", "", "VEILRAY_OPTS", "-XX:+UseGCOverheadLimit"))
                .output();
        assertTrue(usual.startsWith("started mine -XX:+UseG1GC "), usual);
        for (String place : List.of("VEILRAY_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
            String named = run(script, Map.of("VEILRAY_JAVA", java, "PATH", "", place, "-Xmx1g -XX:+UseZGC"))
                    .output();
            assertFalse(named.contains("G1GC"), named);
        }
    }

    @Test
    void javaNamedByHand_isUsedOrRefused() throws Exception {
        Ended used = run(
                builtCopy(), Map.of("VEILRAY_JAVA", javaHome("mine", "25.0.3").toString(), "PATH", ""));
        assertTrue(used.output().startsWith("started mine "), used.output());
        Ended refused =
                run(builtCopy(), Map.of("VEILRAY_JAVA", javaHome("old", "17").toString(), "PATH", ""));
        assertEquals(9, refused.code());
        assertTrue(refused.output().contains("correct or unset it"), refused.output());
    }

    @Test
    void unbuilt_saysHowToBuild() throws Exception {
        Path copy = folder.resolve("bare/bin/veilray");
        Files.createDirectories(copy.getParent());
        Files.copy(script(), copy);
        Ended ended = run(copy, Map.of("VEILRAY_JAVA", javaHome("new", "25").toString(), "PATH", ""));
        assertEquals(9, ended.code());
        assertTrue(ended.output().contains("mvn -q -DskipTests package"), ended.output());
    }

    /** Linking all classes of the cache costs a short command more than it saves. */
    @Test
    void cache_isForWhatClassifies() throws Exception {
        Map<String, String> environment =
                Map.of("VEILRAY_JAVA", javaHome("new", "25").toString(), "PATH", "");
        Path script = builtCopy();
        Path cache = folder.resolve("a module/target/app/veilray.aot");
        assertFalse(run(script, environment, "view").output().contains("AOTCache"), "there is none yet");
        Files.writeString(cache, "");
        assertFalse(run(script, environment, "view").output().contains("AOTCache"), "an empty file is none");
        Files.writeString(cache, "cache");
        for (String command : List.of("view", "classify", "heatmap", "evaluate", "demo", "serve")) {
            Ended ended = run(script, environment, command);
            assertTrue(ended.output().contains(" -XX:AOTCache=" + cache.toRealPath() + " -Xlog:aot*=off "), command);
        }
        assertFalse(run(script, environment).output().contains("AOTCache"));
    }

    @Test
    void symbolicLink_isFollowed() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), builtCopy());
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("link"));
        Ended ended =
                run(second, Map.of("VEILRAY_JAVA", javaHome("new", "25").toString(), "PATH", System.getenv("PATH")));
        assertTrue(ended.output().startsWith("started new "), ended.output() + link);
    }

    /** A module folder with spaces in its name that looks built. */
    private Path builtCopy() throws IOException {
        Path module = folder.resolve("a module");
        Path copy = module.resolve("bin/veilray");
        if (!Files.exists(copy)) {
            Files.createDirectories(copy.getParent());
            Files.createDirectories(module.resolve("target/app/lib"));
            Files.writeString(module.resolve("target/workstation-ui-1.jar"), "");
            Files.copy(script(), copy);
        }
        return copy;
    }
}
