package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The start script with real caches, good and spoiled, of a program of one class under Veilray's name: whatever lies there,
 * the program starts and its output is its own.
 */
@DisabledOnOs(OS.WINDOWS)
class StartCacheTest {
    private static final String PROGRAM = "io.veilray.ui.app.Veilray";

    /** Of another library: a class path of one jar would not show a change of order. */
    private static final String OTHER = "io.veilray.Other";

    @TempDir
    Path module;

    private Path cache;
    private Path jar;
    private Path library;

    @BeforeEach
    void build() throws IOException {
        cache = module.resolve("target/app/veilray.aot");
        jar = module.resolve("target/workstation-ui-1.jar");
        library = module.resolve("target/app/lib/library.jar");
        Files.createDirectories(library.getParent());
        Files.createDirectories(module.resolve("bin"));
        Files.copy(Path.of("bin/veilray"), module.resolve("bin/veilray"));
        pack(library, OTHER, "public static void main(String[] a) { System.exit(3); }");
        program("first");
    }

    private void program(String says) throws IOException {
        pack(jar, PROGRAM, "public static void main(String[] a) { System.out.println(\"" + says + " \" + a[0]); }");
    }

    private void pack(Path to, String name, String body) throws IOException {
        int dot = name.lastIndexOf('.');
        Path folder = Files.createTempDirectory(module, "class-");
        Path source = folder.resolve(name.substring(dot + 1) + ".java");
        Files.writeString(
                source,
                "package " + name.substring(0, dot) + "; public class " + name.substring(dot + 1) + " { " + body
                        + " }");
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString()));
        String entry = name.replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(to);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new ZipEntry(entry));
            Files.copy(folder.resolve(entry), out);
        }
    }

    private void make() throws IOException, InterruptedException {
        make(PROGRAM);
    }

    private void make(String rehearsal) throws IOException, InterruptedException {
        new StartCache(cache, jar + File.pathSeparator + library).make(rehearsal);
    }

    private Process started() throws IOException {
        return started("");
    }

    private Process started(String options) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/bash", module.resolve("bin/veilray").toString(), "demo");
        builder.environment().clear();
        builder.environment().put("VEILRAY_JAVA", System.getProperty("java.home"));
        builder.environment()
                .put(
                        "VEILRAY_OPTS",
                        "-Xlog:class+load:file=" + Files.createTempFile(module, "loaded", ".log") + options);
        return builder.redirectErrorStream(true).start();
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private String start() throws IOException, InterruptedException {
        return output(started());
    }

    /** Whether the latest start took the program from a cache, as the JVM tells. */
    private boolean fromCache() throws IOException {
        try (Stream<Path> logs = Files.list(module)) {
            Path latest = logs.filter(file -> file.toString().endsWith(".log"))
                    .max((a, b) ->
                            Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
                    .orElseThrow();
            String line = Files.readAllLines(latest).stream()
                    .filter(each -> each.contains(PROGRAM + " "))
                    .findFirst()
                    .orElseThrow();
            Files.delete(latest);
            return line.contains("shared objects file");
        }
    }

    @Test
    void freshCache_isUsedAndMadeOnce() throws Exception {
        assertEquals("first demo\n", start());
        assertFalse(fromCache());
        make();
        assertEquals("first demo\n", start());
        assertTrue(fromCache());
        assertEquals("first demo\n", output(started(" -Xshare:auto")), "the JVM refuses two caches");
        assertFalse(fromCache());
        Object before = Files.readAttributes(cache, "unix:ino,lastModifiedTime");
        make();
        assertEquals(before, Files.readAttributes(cache, "unix:ino,lastModifiedTime"));
        try (Stream<Path> beside = Files.list(cache.getParent())) {
            assertEquals(
                    List.of("lib", "veilray.aot"),
                    beside.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void cacheOfAnotherBuild_isPassedOverAndReplaced() throws Exception {
        make();
        program("second");
        assertEquals("second demo\n", start());
        assertFalse(fromCache());
        make();
        assertEquals("second demo\n", start());
        assertTrue(fromCache());
    }

    @Test
    void spoiledCaches_arePassedOver() throws Exception {
        make();
        byte[] good = Files.readAllBytes(cache);
        byte[] ofAnotherJava = good.clone();
        byte[] version = Runtime.version().toString().getBytes(StandardCharsets.US_ASCII);
        ofAnotherJava[indexOf(good, version)]++;
        byte[] noise = new byte[good.length];
        Arrays.fill(noise, (byte) 0x5a);
        for (byte[] spoiled : List.of(
                ofAnotherJava, noise, Arrays.copyOf(good, good.length / 2), Arrays.copyOf(good, 1), new byte[0])) {
            Files.write(cache, spoiled);
            assertEquals("first demo\n", start(), "cache of " + spoiled.length + " bytes");
            assertFalse(fromCache());
        }
        make();
        assertEquals("first demo\n", start());
        assertTrue(fromCache(), "a spoiled cache is replaced");
    }

    /** The JVM keeps the name of its build in the file's header, which ends long before the first megabyte. */
    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i < 1 << 20; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("the cache does not name its Java");
    }

    @Test
    void twoAtOnce_spoilNothing() throws Exception {
        List<CompletableFuture<Void>> makers = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    try {
                        make();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .limit(2)
                .toList();
        List<Process> starts = List.of(started(), started());
        for (Process each : starts) {
            assertEquals("first demo\n", output(each));
        }
        for (CompletableFuture<Void> maker : makers) {
            maker.get();
        }
        assertEquals("first demo\n", start());
        assertTrue(fromCache());
    }

    @Test
    void rehearsalThatFails_leavesNoCache() throws Exception {
        make();
        program("second");
        IOException failure = assertThrows(IOException.class, () -> make(OTHER));
        assertTrue(failure.getMessage().contains("code 3"), failure.getMessage());
        assertFalse(Files.exists(cache));
        assertEquals("second demo\n", start());
    }

    @Test
    void folderThatCannotBeWritten_endsWithoutFailure() throws Exception {
        StartCache.main(new String[] {module.resolve("nowhere/veilray.aot").toString()});
        assertFalse(Files.exists(module.resolve("nowhere")));
    }
}
