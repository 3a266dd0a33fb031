package io.veilray.cloud.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom in the stub, and what none of it may touch. */
class StubArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter(
                    java.util.List.of(new ImportOption.DoNotIncludeTests()))
            .importPackages("io.veilray.cloud");

    @Test
    void rules_sawTheClasses() {
        assertTrue(CLASSES.size() >= 30, "only " + CLASSES.size() + " classes were scanned");
    }

    @Test
    void packages_formNoCycles() {
        slices().matching("io.veilray.cloud.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void arithmetic_knowsNothingOfFilesOrTheWire() {
        noClasses()
                .that()
                .resideInAnyPackage("io.veilray.cloud.compute..", "io.veilray.cloud.nonlinear..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.grpc..",
                        "io.veilray.wire..",
                        "java.nio.file..",
                        "io.veilray.cloud.model..",
                        "io.veilray.cloud.service..")
                .check(CLASSES);
    }

    @Test
    void models_knowNothingOfEncryptionOrTheWire() {
        noClasses()
                .that()
                .resideInAPackage("io.veilray.cloud.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "io.veilray.wire..", "io.veilray.he..", "io.veilray.ring..")
                .check(CLASSES);
    }

    @Test
    void stub_knowsNoFrontEnd() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.veilray.ui..", "io.veilray.dicom..", "io.veilray.imagej..", "javafx..", "ij..")
                .check(CLASSES);
    }

    /** The synthetic scans draw with seeded randomness of their own; everything else uses the samplers. */
    @Test
    void randomness_isNeverJavaUtilRandomOutsideTheDrawings() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.veilray.cloud.demo..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.SplittableRandom")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }
}
