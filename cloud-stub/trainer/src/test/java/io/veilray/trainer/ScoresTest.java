package io.veilray.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** These numbers go on the model card, where a reader takes them for the model's worth. */
class ScoresTest {
    @Test
    void scores_countByClassAndRankWithTies() {
        double[][] logits = {{0, -1}, {0, 2}, {0, 2}, {0, 3}, {0, -2}};
        int[] labels = {0, 0, 1, 1, 1};
        Scores scores = Scores.of(logits, labels);
        // right: image 0 of the two normal ones, images 2 and 3 of the three with the finding
        assertEquals(3 / 5.0, scores.accuracy().share(), 1e-12);
        assertEquals(1 / 2.0, scores.specificity(1).share(), 1e-12);
        assertEquals(2 / 3.0, scores.sensitivity(1).share(), 1e-12);
        // six pairs: 2 beats -1 and ties 2; 3 beats both; -2 beats none: (1 + 0.5 + 2) / 6
        assertEquals(3.5 / 6, scores.auc(), 1e-12);
    }

    @Test
    void scores_ofThreeClassesTellEachFromTheRest() {
        double[][] logits = {{3, 0, 0}, {0, 1, 0}, {0, 2, 0}, {0, 0, 1}, {0, 0, 4}};
        int[] labels = {0, 0, 1, 2, 2};
        Scores scores = Scores.of(logits, labels);
        assertEquals(4 / 5.0, scores.accuracy().share(), 1e-12);
        // of class 0 one of two is found, and none of the other three is taken for it; of class 1 the one is found, and
        // one of the other four is taken for it
        assertEquals(1 / 2.0, scores.sensitivity(0).share(), 1e-12);
        assertEquals(1.0, scores.specificity(0).share(), 1e-12);
        assertEquals(1.0, scores.sensitivity(1).share(), 1e-12);
        assertEquals(3 / 4.0, scores.specificity(1).share(), 1e-12);
        // margins l0 - ln(e^l1 + e^l2) of class 0: 2.31 and -1.31 against -2.13, -1.31, -4.02: 5.5 of 6 pairs;
        // class 1: 2 - ln 2 is the largest; class 2: 1 - ln 2 and 4 - ln 2 are the largest
        assertEquals((5.5 / 6 + 1 + 1) / 3, scores.auc(), 1e-12);
        // ln(1 + e^-margin): class 0 of 2.31 and -1.31, class 1 of 2 - ln 2, class 2 of 1 - ln 2 and 4 - ln 2
        double loss = (softplus(Math.log(2) - 3) + softplus(Math.log(1 + Math.E))) / 2
                + softplus(Math.log(2) - 2)
                + (softplus(Math.log(2) - 1) + softplus(Math.log(2) - 4)) / 2;
        assertEquals(loss / 3, scores.balancedLoss(), 1e-12);
    }

    @Test
    void proportion_hasTheWilsonInterval() {
        // 8 of 10, z = 1.96: centre (0.8 + 0.19208) / 1.38416 = 0.71674; half width
        // 1.96 sqrt(0.016 + 0.009604) / 1.38416 = 0.22658
        assertEquals(0.4902, new Proportion(8, 10).low(), 1e-4);
        assertEquals(0.9433, new Proportion(8, 10).high(), 1e-4);
        assertEquals(1, new Proportion(10, 10).high(), 1e-9);
        // 10 of 10: 1 / (1 + z^2 / 10) = 0.7225
        assertEquals(0.7225, new Proportion(10, 10).low(), 1e-4);
    }

    private static double softplus(double x) {
        return Math.log1p(Math.exp(x));
    }
}
