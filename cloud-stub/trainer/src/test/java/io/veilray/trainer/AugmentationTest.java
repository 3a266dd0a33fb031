package io.veilray.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A change that mirrors or empties an image would teach the model something false. */
class AugmentationTest {
    private static final int SIZE = 28;

    /** Dark on the upper left, bright on the lower right. */
    private static float[] ramp() {
        float[] image = new float[SIZE * SIZE];
        for (int i = 0; i < image.length; i++) {
            image[i] = (i / SIZE + i % SIZE) / (2f * SIZE);
        }
        return image;
    }

    @Test
    void apply_staysInRangeAndKeepsOrientation() {
        Augmentation augmentation = new Augmentation(Augmentation.Strength.SMALL, SIZE, new SplittableRandom(7));
        for (int round = 0; round < 200; round++) {
            float[] changed = augmentation.apply(ramp());
            for (float value : changed) {
                assertTrue(value >= 0 && value <= 1, "round " + round + " gave " + value);
            }
            assertTrue(changed[5 * SIZE + 5] < changed[22 * SIZE + 22], "round " + round + " turned the image round");
            assertTrue(changed[5 * SIZE + 5] < changed[5 * SIZE + 22], "round " + round + " mirrored the image");
            assertTrue(changed[5 * SIZE + 5] < changed[22 * SIZE + 5], "round " + round + " flipped the image");
        }
    }

    @Test
    void apply_repeatsWithItsSeed() {
        float[] first = augmentation(11).apply(ramp());
        assertArrayEquals(first, augmentation(11).apply(ramp()));
    }

    @Test
    void apply_mirrorsHalfOfTheImagesWhereTheRecipeAllows() {
        Augmentation.Strength onlyMirror = new Augmentation.Strength(1e-9, 1e-9, 1e-9, 1e-9, 1e-9, true);
        Augmentation augmentation = new Augmentation(onlyMirror, SIZE, new SplittableRandom(5));
        int mirrored = 0;
        for (int round = 0; round < 200; round++) {
            float[] changed = augmentation.apply(ramp());
            boolean thisOne = changed[0] > changed[SIZE - 1];
            // ramp at row 4, column 6, or at its mirror image, column 21
            assertEquals((4 + (thisOne ? 21 : 6)) / 56f, changed[4 * SIZE + 6], 1e-6f, "round " + round);
            mirrored += thisOne ? 1 : 0;
        }
        // binomial, deviation 7: six of them
        assertTrue(Math.abs(mirrored - 100) < 42, mirrored + " of 200 mirrored");
    }

    private static Augmentation augmentation(long seed) {
        return new Augmentation(Augmentation.Strength.SMALL, SIZE, new SplittableRandom(seed));
    }
}
