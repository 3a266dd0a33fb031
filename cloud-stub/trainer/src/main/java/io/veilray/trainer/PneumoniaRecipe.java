package io.veilray.trainer;

import io.veilray.trainer.Architecture.Stage;
import java.util.List;
import java.util.Optional;

/** Chest X-rays of children at 28x28: the smallest model, for a ring of 32 bits. */
final class PneumoniaRecipe {
    private PneumoniaRecipe() {}

    static Recipe get() {
        List<Stage> stages =
                List.of(new Stage(16, false), new Stage(16, true), new Stage(32, true), new Stage(32, true));
        Architecture architecture = new Architecture(1, 28, stages, 2);
        return new Recipe(
                "pneumonia-cxr-28",
                "1.1.0",
                List.of("normal", "pneumonia"),
                List.of("CR", "DX"),
                "pneumonia_cxr_28",
                architecture,
                List.of(architecture),
                Augmentation.Strength.SMALL,
                TrainingPlan.unbounded(6, 2e-3f, 64),
                Optional.of(TrainingPlan.bounded(80, 3e-3f, 64, 28)),
                32,
                Optional.of(new Recipe.SharedArithmetic(32, 10, 14)),
                2,
                texts());
    }

    private static Recipe.Texts texts() {
        return new Recipe.Texts(
                "Paediatric chest X-ray: normal or pneumonia (28x28)",
                "Research and demonstration of private classification on frontal chest X-rays of children; not for"
                        + " diagnosis.",
                "Trained on children of one to five years from one hospital (Guangzhou Women and Children's Medical"
                        + " Center) only, on whole images centre-cropped and reduced to 28x28 pixels: adults, other"
                        + " views, other diseases and parts of an image are outside what it has seen. No patient"
                        + " identifiers exist for the splits. Not a medical device, not for diagnosis.",
                "PneumoniaMNIST of MedMNIST v2, made from the paediatric chest X-rays of Kermany et al.; its official"
                        + " splits, 15 % of the test split held out",
                "CC BY 4.0",
                "Kermany et al., Cell 172:1122 (2018); Yang et al., MedMNIST v2, Scientific Data 10:41 (2023)");
    }
}
