package io.veilray.trainer;

import static io.veilray.trainer.Architecture.Stage.strided;

import java.util.List;
import java.util.Optional;

/** Contrast-enhanced T1 slices of the head at 128x128: which of three tumours it shows. */
final class BrainRecipe {
    /** Left and right do not matter to the kind of tumour. */
    private static final Augmentation.Strength AUGMENTATION =
            new Augmentation.Strength(8, Math.toRadians(12), 0.12, 0.25, 0.08, true);

    private static final List<Architecture> CANDIDATES = List.of(
            shape(strided(16, 5, 4), strided(32, 3, 2), strided(64, 3, 2)),
            shape(strided(16, 5, 2), strided(32, 3, 2), strided(48, 3, 2), strided(64, 3, 2)),
            shape(strided(24, 7, 4), strided(48, 3, 1), strided(64, 3, 2), strided(96, 3, 2)),
            shape(strided(12, 5, 2), strided(24, 3, 2), strided(48, 3, 2), strided(64, 3, 1), strided(96, 3, 2)),
            shape(
                    new Architecture.Stage(12, 5, 2, true),
                    new Architecture.Stage(32, true),
                    new Architecture.Stage(64, true),
                    new Architecture.Stage(96, false)));

    private BrainRecipe() {}

    static Recipe get() {
        return new Recipe(
                "brain-mri-128",
                "1.1.0",
                List.of("glioma", "meningioma", "pituitary"),
                List.of("MR"),
                "brain_mri_128",
                CANDIDATES.get(2),
                CANDIDATES,
                AUGMENTATION,
                TrainingPlan.unbounded(40, 3e-3f, 64),
                Optional.of(TrainingPlan.bounded(40, 2e-3f, 64, 3000)),
                37,
                Optional.of(new Recipe.SharedArithmetic(41, 8, 14)),
                1,
                texts());
    }

    private static Architecture shape(Architecture.Stage... stages) {
        return new Architecture(1, 128, List.of(stages), true, 3);
    }

    private static Recipe.Texts texts() {
        return new Recipe.Texts(
                "Brain tumour on contrast-enhanced T1 MRI: glioma, meningioma or pituitary (128x128)",
                "Research and demonstration of private classification on single T1-weighted contrast-enhanced slices"
                        + " that show a tumour; not for diagnosis.",
                "Types a tumour that is there, does not detect one: every patient it has seen has a tumour, so a healthy"
                        + " head is given one of the three names all the same. 233 patients of two hospitals, axial,"
                        + " coronal and sagittal slices mixed, from JPEG copies, cropped to the head with the background"
                        + " set to 0. Patient identifiers are not in the copy: the splits are runs of neighbouring"
                        + " slices, so a patient at the border of a run may stand in two splits, and slices of one"
                        + " patient are not independent, which makes the intervals too narrow. Other sequences, other"
                        + " tumours and parts of an image are outside what it has seen. On the test split its"
                        + " probabilities are too high by some 9 points: the validation patients, to whom they are"
                        + " fitted, are easier. Not a medical device, not for diagnosis.",
                "Brain tumor dataset of Jun Cheng (3064 slices, 233 patients), its single-channel copy of Kaggle; split by"
                        + " runs of neighbouring slices, part of the test split held out",
                "CC BY 4.0 (figshare), the copy declared CC0",
                "Cheng, brain tumor dataset, figshare 10.6084/m9.figshare.1512427; Cheng et al., PLoS ONE 10:e0140381"
                        + " (2015)");
    }
}
