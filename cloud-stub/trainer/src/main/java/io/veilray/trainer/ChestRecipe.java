package io.veilray.trainer;

import static io.veilray.trainer.Architecture.Stage.strided;

import java.util.List;
import java.util.Optional;

/** Chest X-rays of adults at 256x256, split by patient: no finding or pneumonia. */
final class ChestRecipe {
    /** Never mirrored: the heart lies on one side. */
    private static final Augmentation.Strength AUGMENTATION =
            new Augmentation.Strength(16, Math.toRadians(8), 0.12, 0.3, 0.1, false);

    private static final List<Architecture> CANDIDATES = List.of(
            shape(strided(16, 5, 4), strided(32, 3, 4), strided(64, 3, 2)),
            shape(strided(16, 5, 4), strided(32, 3, 2), strided(48, 3, 2), strided(64, 3, 2)),
            shape(strided(16, 7, 4), strided(32, 3, 2), strided(48, 3, 2), strided(64, 3, 2), strided(96, 3, 2)),
            shape(
                    new Architecture.Stage(12, 7, 4, true),
                    new Architecture.Stage(32, true),
                    new Architecture.Stage(64, true),
                    new Architecture.Stage(96, false)));

    private ChestRecipe() {}

    static Recipe get() {
        return new Recipe(
                "chest-cxr-256",
                "1.1.0",
                List.of("no_finding", "pneumonia"),
                List.of("CR", "DX"),
                "chest_cxr_nih_256",
                CANDIDATES.get(0),
                CANDIDATES,
                AUGMENTATION,
                TrainingPlan.unbounded(60, 3e-3f, 32),
                Optional.of(TrainingPlan.bounded(40, 1e-3f, 32, 3000)),
                37,
                Optional.of(new Recipe.SharedArithmetic(41, 9, 13)),
                1,
                texts());
    }

    private static Architecture shape(Architecture.Stage... stages) {
        return new Architecture(1, 256, List.of(stages), true, 2);
    }

    private static Recipe.Texts texts() {
        return new Recipe.Texts(
                "Chest X-ray: no finding or pneumonia (256x256)",
                "Research and demonstration of private classification on frontal chest X-rays of adults; not for"
                        + " diagnosis.",
                "Trained on 681 films of 465 patients of one hospital (NIH Clinical Center). Labels were mined from"
                        + " report texts and are right in about nine of ten; a film of class pneumonia may carry other"
                        + " findings, and diseases other than pneumonia are in neither class. Films of the two classes"
                        + " differ in more than the lungs (markers, collimation, bed-side films): the outermost 6 % of"
                        + " the image alone tell them apart with an AUC of 0.83, so the model may lean on how the film"
                        + " was taken and may do worse elsewhere. Films of children, other views and parts of a film are"
                        + " outside what it has seen. Not a medical device, not for diagnosis.",
                "Subset of 1000 films of ChestX-ray8/14, NIH Clinical Center (https://nihcc.app.box.com/v/ChestXray-NIHCC),"
                        + " reduced to 256x256; split by patient, part of the test split held out",
                "unrestricted use with link, acknowledgement of the NIH Clinical Center and citation",
                "Wang et al., ChestX-ray8, CVPR 2017, 3462-3471");
    }
}
