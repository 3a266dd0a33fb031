package io.veilray.opinion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.opinion.Doubt.Kind;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A confident class for an image that the model knows nothing of is the worst that this product could show. */
class OpinionRuleTest {
    private static Patch patch(String modality, float... values) {
        return new Patch(1, 2, 2, values, new Region(0, 0, 2, 2), Optional.ofNullable(modality));
    }

    private static final Patch ANY = patch(null, 0, 0, 0, 0);

    private static List<Kind> kinds(OpinionRule rule, Patch patch, double... logits) {
        return rule.doubts(patch, logits).stream().map(Doubt::kind).toList();
    }

    private static OpinionRule least(double probability) {
        return new OpinionRule(List.of(), Optional.of(1.0), probability, Optional.empty(), Optional.empty());
    }

    @Test
    void temperature_dividesLogits() {
        // ln 9 over a temperature of 2 is ln 3: odds of 3 to 1
        double[] logits = {Math.log(9), 0};
        assertArrayEquals(new double[] {0.9, 0.1}, OpinionRule.UNMEASURED.probabilities(logits), 1e-12);
        assertArrayEquals(
                new double[] {0.75, 0.25},
                OpinionRule.UNMEASURED.withTemperature(2).probabilities(logits),
                1e-12);
    }

    @Test
    void hugeLogits_doNotOverflow() {
        double[] out = OpinionRule.UNMEASURED.withTemperature(0.001).probabilities(new double[] {1e9, -1e9, 0});
        assertArrayEquals(new double[] {1, 0, 0}, out, 0);
    }

    @Test
    void probabilityAtTheThreshold_isAnOpinionAndBelowIsNone() {
        double[] logits = {0, 0}; // one half each
        assertEquals(List.of(), kinds(least(0.5), ANY, logits));
        assertEquals(List.of(Kind.LOW_PROBABILITY), kinds(least(Math.nextUp(0.5)), ANY, logits));
    }

    @Test
    void logitsThatAreNoNumbers_giveNoOpinion() {
        assertEquals(List.of(Kind.LOW_PROBABILITY), kinds(least(0), ANY, Double.NaN, 0));
    }

    @Test
    void otherModality_isDoubtedAndUnknownOrUntellingOnesAreNot() {
        OpinionRule films = OpinionRule.UNMEASURED.withModalities(List.of("CR", "DX"));
        assertEquals(List.of(Kind.OTHER_MODALITY), kinds(films, patch("MR", 0, 0, 0, 0), 1, 0));
        for (String code : new String[] {"CR", "DX", "OT", "SC", null}) {
            assertEquals(List.of(), kinds(films, patch(code, 0, 0, 0, 0), 1, 0), code);
        }
        assertEquals(List.of(), kinds(OpinionRule.UNMEASURED, patch("MR", 0, 0, 0, 0), 1, 0));
        assertTrue(films.doubts(patch("MR", 0, 0, 0, 0), new double[] {1, 0})
                .getFirst()
                .sentence()
                .contains("MR"));
    }

    @Test
    void everyDoubt_isNamedAndTheGravestComesFirst() {
        PatchFamiliarity dark = new PatchFamiliarity(
                1, new double[] {0, Math.log(0.5 / 255)}, new double[] {1, 1}, new double[0][], new double[0], 1, 0.5);
        LogitFamiliarity near =
                new LogitFamiliarity(new double[][] {{1, 0}, {0, 1}}, new double[][] {{1, 0}, {0, 1}}, 0.5);
        OpinionRule rule = new OpinionRule(List.of("CT"), Optional.of(1.0), 0.9, Optional.of(dark), Optional.of(near));
        assertEquals(
                List.of(Kind.OTHER_MODALITY, Kind.UNFAMILIAR_IMAGE, Kind.UNFAMILIAR_ANSWER, Kind.LOW_PROBABILITY),
                kinds(rule, patch("MR", 1, 1, 1, 1), 5, 5));
        rule.doubts(patch("MR", 1, 1, 1, 1), new double[] {5, 5})
                .forEach(doubt -> assertTrue(doubt.sentence().endsWith("."), doubt.sentence()));
    }

    @Test
    void rulesThatCannotBe_areRefusedWithTheValue() {
        for (double bad : new double[] {0, -1, 1e-4, 1001, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused("temperature", () -> OpinionRule.UNMEASURED.withTemperature(bad));
        }
        for (double bad : new double[] {-0.01, 1.01, Double.NaN}) {
            refused("least probability", () -> least(bad));
        }
        for (String bad : new String[] {"", "ct", "CT\n", "A".repeat(17)}) {
            refused("modalities", () -> OpinionRule.UNMEASURED.withModalities(List.of(bad)));
        }
    }

    @Test
    void ruleForOtherClassesOrSmallerPatches_isRefused() {
        LogitFamiliarity two =
                new LogitFamiliarity(new double[][] {{1, 0}, {0, 1}}, new double[][] {{1, 0}, {0, 1}}, 1);
        OpinionRule rule = new OpinionRule(List.of(), Optional.empty(), 0, Optional.empty(), Optional.of(two));
        rule.requireFor(2, 8, 8);
        refused("the model has 3", () -> rule.requireFor(3, 8, 8));
        double[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
        PatchFamiliarity fine = new PatchFamiliarity(2, ones, ones, new double[0][], new double[0], 1, 1);
        OpinionRule cells = new OpinionRule(List.of(), Optional.empty(), 0, Optional.of(fine), Optional.empty());
        cells.requireFor(2, 2, 2);
        refused("2 cells", () -> cells.requireFor(2, 9, 1));
    }

    private static void refused(String part, org.junit.jupiter.api.function.Executable making) {
        String message = assertThrows(IllegalArgumentException.class, making).getMessage();
        assertTrue(message.contains(part), message);
    }
}
