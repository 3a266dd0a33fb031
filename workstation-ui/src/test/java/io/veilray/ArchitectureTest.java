package io.veilray;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The package line of the workstation as rules. */
@AnalyzeClasses(
        packages = {"io.veilray.dicom", "io.veilray.ui"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule DICOM_KNOWS_NO_SCREEN = noClasses()
            .that()
            .resideInAPackage("io.veilray.dicom..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.veilray.ui..", "javafx..", "picocli..", "java.awt..");

    @ArchTest
    static final ArchRule NO_TYPE_OF_THE_STUB =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.veilray.cloud..");

    @ArchTest
    static final ArchRule ONLY_THE_LAUNCHER_PRINTS =
            noClasses().that().resideOutsideOfPackage("io.veilray.ui.app..").should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule ONLY_THE_LAUNCHER_PARSES_ARGUMENTS = noClasses()
            .that()
            .resideOutsideOfPackage("io.veilray.ui.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..");

    @ArchTest
    static final ArchRule JSON_IS_READ_WHERE_FILES_ARE = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.veilray.dicom.web..", "io.veilray.ui.app..", "io.veilray.ui.prefs..", "io.veilray.ui.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.gson..");

    @ArchTest
    static final ArchRule TEXTS_AND_SETTINGS_KNOW_NO_SCREEN = noClasses()
            .that()
            .resideInAnyPackage("io.veilray.ui.text..", "io.veilray.ui.prefs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "java.awt..");

    @ArchTest
    static final ArchRule DATA_SETS_KNOW_NO_PIXELS_AND_NO_NETWORK = noClasses()
            .that()
            .resideInAPackage("io.veilray.dicom")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.veilray.dicom.*..");

    @ArchTest
    static final ArchRule ARCHIVES_KNOW_NO_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("io.veilray.dicom.pacs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.veilray.dicom.dimse..", "io.veilray.dicom.web..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.veilray.(ui.*|dicom.*)..").should().beFreeOfCycles();

    @Test
    void rules_reallyScannedTheClasses() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.veilray.dicom", "io.veilray.ui");
        assertTrue(classes.size() >= 55, "scanned " + classes.size());
    }

    @Test
    void everyPackage_saysWhatItIs() throws Exception {
        try (Stream<Path> folders = Files.walk(Path.of("src/main/java/io/veilray"))) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                boolean hasTypes;
                try (Stream<Path> files = Files.list(folder)) {
                    hasTypes = files.anyMatch(file -> file.toString().endsWith(".java"));
                }
                assertTrue(!hasTypes || Files.exists(folder.resolve("package-info.java")), folder.toString());
            }
        }
    }
}
