package io.veilray.trainer;

import io.veilray.trainer.Architecture.Stage;
import java.util.List;

/**
 * Everything that decides a shipped model: what it learns from, its shape, its training, its texts.
 *
 * @param folder of the data set, with {@code train}, {@code val} and {@code test}
 * @param learn the first phase, with batch norm
 * @param tame the second, folded, which brings the proved bound down
 * @param seed of weights, shuffling and augmentation
 */
record Recipe(
        String id,
        String version,
        List<String> classes,
        String folder,
        Architecture architecture,
        TrainingPlan learn,
        TrainingPlan tame,
        long seed,
        Texts texts) {
    /** What the card says in words. */
    record Texts(
            String title,
            String modality,
            String intendedUse,
            String limits,
            String data,
            String licence,
            String citation) {}

    /** The recipe of a shipped model. */
    static Recipe of(String id) {
        if (!id.equals("pneumonia-cxr-28")) {
            throw new IllegalArgumentException(
                    "no recipe for model \"" + id + "\": pneumonia-cxr-28 is the one there is; add others in Recipe");
        }
        return pneumonia();
    }

    private static Recipe pneumonia() {
        List<Stage> stages =
                List.of(new Stage(16, false), new Stage(16, true), new Stage(32, true), new Stage(32, true));
        return new Recipe(
                "pneumonia-cxr-28",
                "1.0.0",
                List.of("normal", "pneumonia"),
                "pneumonia_cxr_28",
                new Architecture(1, 28, stages, 2),
                TrainingPlan.unbounded(6, 2e-3f),
                TrainingPlan.bounded(80, 3e-3f, 28),
                2,
                pneumoniaTexts());
    }

    private static Texts pneumoniaTexts() {
        return new Texts(
                "Paediatric chest X-ray: normal or pneumonia (28x28)",
                "CXR",
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
