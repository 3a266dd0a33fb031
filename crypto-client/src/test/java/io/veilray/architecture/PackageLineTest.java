package io.veilray.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The line of DESIGN section 1 as rules: each package knows only those before it. */
class PackageLineTest {
    /** In the order of the line; a package may use those to its left. */
    private static final List<String> LINE = List.of(
            "picture",
            "region",
            "opinion",
            "ring",
            "he",
            "share",
            "ot",
            "compare",
            "packing",
            "protocol",
            "keys",
            "tls",
            "wire",
            "result",
            "client",
            "audit",
            "recorded");

    private static final JavaClasses CLASSES =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("io.veilray");

    private static String packageOf(String name) {
        return "io.veilray." + name + "..";
    }

    @Test
    void rules_sawTheClasses() {
        long own = CLASSES.stream()
                .filter(c -> !c.getPackageName().startsWith("io.veilray.wire.v1"))
                .count();
        assertTrue(own >= 60, "only " + own + " classes were scanned");
    }

    @Test
    void packages_dependOnlyLeftwards() {
        for (int i = 0; i < LINE.size(); i++) {
            String[] later = LINE.subList(i + 1, LINE.size()).stream()
                    .map(PackageLineTest::packageOf)
                    .toArray(String[]::new);
            if (later.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(packageOf(LINE.get(i)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .check(CLASSES);
            }
        }
    }

    /** A new package must take its place in the line. */
    @Test
    void everyPackage_standsInTheLine() {
        List<String> found = CLASSES.stream()
                .map(c -> c.getPackageName().split("\\.")[2])
                .distinct()
                .sorted()
                .toList();
        assertEquals(LINE.stream().sorted().toList(), found);
    }

    @Test
    void packages_formNoCycles() {
        slices().matching("io.veilray.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** The trail cannot record an answer or a place that it has no type for. */
    @Test
    void auditTrail_knowsNoAnswerAndNoPlace() {
        noClasses()
                .that()
                .resideInAPackage(packageOf("audit"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packageOf("result"), packageOf("region"), packageOf("opinion"))
                .check(CLASSES);
    }

    @Test
    void cryptoClient_knowsNoScreenFileFormatOrStub() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.awt..", "javax.swing..", "javafx..", "ij..", "io.veilray.cloud..", "io.veilray.dicom..")
                .check(CLASSES);
    }

    @Test
    void randomness_isNeverJavaUtilRandom() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.SplittableRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }

    @Test
    void nothing_printsToTheConsole() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void everyPackage_saysWhatItIs() throws IOException {
        try (Stream<Path> folders = Files.walk(Path.of("src/main/java/io/veilray"))) {
            List<Path> silent = folders.filter(Files::isDirectory)
                    .filter(PackageLineTest::hasSources)
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .toList();
            assertEquals(List.of(), silent);
        }
    }

    private static boolean hasSources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
