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
        assertEquals(3 / 5.0, scores.accuracy(), 1e-12);
        assertEquals(1 / 2.0, scores.specificity(), 1e-12);
        assertEquals(2 / 3.0, scores.sensitivity(), 1e-12);
        // six pairs: 2 beats -1 and ties 2; 3 beats both; -2 beats none: (1 + 0.5 + 2) / 6
        assertEquals(3.5 / 6, scores.auc(), 1e-12);
    }
}
