package io.veilray.imagej.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users drop into plugins/: other plugins' libraries lie beside it in one class loader. */
class PluginJarIT {
    private static final long MOST_BYTES = 20_000_000;

    @Test
    void jar_holdsNoClassOutsideOfOurPackage() throws Exception {
        try (JarFile jar = new JarFile(ImageJProcess.JAR.toFile())) {
            List<String> strangers = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .filter(name -> !name.startsWith("io/veilray/"))
                    .filter(name -> !name.startsWith("META-INF/services/io.veilray"))
                    .filter(name -> !name.matches(
                            "plugins\\.config|META-INF/(MANIFEST\\.MF|LICENSE|NOTICE|THIRD-PARTY\\.txt|license/.*)"))
                    .toList();
            assertEquals(List.of(), strangers);
            assertTrue(jar.stream()
                            .filter(entry -> entry.getName().endsWith(".class"))
                            .count()
                    > 1000);
        }
    }

    @Test
    void jar_staysUnderTwentyMegabytes() throws Exception {
        long bytes = Files.size(ImageJProcess.JAR);
        System.out.println("Veilray_.jar has " + bytes + " bytes");
        assertTrue(bytes < MOST_BYTES, bytes + " bytes");
    }

    @Test
    void clashingProtobufInFront_doesNoHarm(@TempDir Path home) throws Exception {
        List<String> lines = new ImageJProcess(home)
                .headless(
                        "newImage(\"x\", \"8-bit ramp\", 64, 64, 1);\n"
                                + "run(\"Classify Region...\", \"model=pneumonia-cxr-28\");\n"
                                + "print(\"answer \" + Property.get(\"veilray.model\"));\n",
                        ImageJProcess.PROGRAMS.resolve("protobuf-java.jar"));
        assertTrue(lines.contains("answer pneumonia-cxr-28 1.1.0"), String.join("\n", lines));
    }

    /** The vault is opened, and the certificate shown, by the relocated libraries. */
    @Test
    void serverThatAsksForCertificates_isReachedWithIdentityOnly(@TempDir Path home) throws Exception {
        try (Department department =
                Department.open(home, InstantSource.offset(InstantSource.system(), Duration.ofDays(-390)))) {
            String call = "run(\"Classify Region...\", \"model=pneumonia-cxr-28 server=%s trust=[%s]%s\");\n";
            List<String> lines = new ImageJProcess(home)
                    .headless(
                            Map.of(
                                    "VEILRAY_VAULT_PASSWORD_FILE",
                                    department.passwordFile().toString()),
                            "newImage(\"x\", \"8-bit ramp\", 64, 64, 1);\n"
                                    + call.formatted(department.address(), department.trust(), " identity")
                                    + "print(\"answer \" + Property.get(\"veilray.model\"));\n"
                                    + call.formatted(department.address(), department.trust(), "")
                                    + "print(\"reached\");\n");
            String all = String.join("\n", lines);
            assertTrue(lines.contains("answer pneumonia-cxr-28 1.1.0"), all);
            assertTrue(
                    lines.stream()
                            .anyMatch(line -> line.startsWith("Veilray: the server at " + department.address()
                                    + " admits only those who show a certificate")),
                    all);
            assertTrue(
                    lines.contains("Veilray: your certificate (CN=Reading room 3) has 6 days left, ask for a new one."),
                    all);
            assertFalse(lines.contains("reached") || all.contains(Department.PASSWORD), all);
        }
    }

    /** The entry is loaded by whatever Java ImageJ runs on; nothing else of ours is. */
    @Test
    void olderJava_isToldWhatToDo(@TempDir Path home) throws Exception {
        Path java = olderJava();
        Path source = Files.writeString(
                home.resolve("Old.java"),
                "public class Old { public static void main(String[] a) {"
                        + " new io.veilray.imagej.boot.Entry().run(\"about\"); } }");
        List<String> lines = ImageJProcess.run(
                Map.of(),
                List.of(
                        java.toString(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        ImageJProcess.PROGRAMS.resolve("ij.jar") + ":" + ImageJProcess.JAR.toAbsolutePath(),
                        source.toString()));
        assertTrue(
                lines.stream().anyMatch(line -> line.contains("Veilray needs Java 21 or newer")),
                String.join("\n", lines));
    }

    private static Path olderJava() throws Exception {
        Path installed = Path.of("/usr/lib/jvm");
        List<Path> older = List.of();
        if (Files.isDirectory(installed)) {
            try (Stream<Path> all = Files.list(installed)) {
                older = all.filter(folder -> folder.getFileName().toString().matches("java-(11|17)-.*"))
                        .filter(folder -> Files.isExecutable(folder.resolve("bin/javac")))
                        .map(folder -> folder.resolve("bin/java"))
                        .toList();
            }
        }
        boolean found = !older.isEmpty();
        assumeTrue(found, () -> {
            System.out.println("skipped: no JDK 11 or 17 under " + installed);
            return "no older Java";
        });
        return older.getFirst();
    }
}
