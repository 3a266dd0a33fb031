package io.veilray.cloud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.SharedRules;
import io.veilray.protocol.SharedRules.Answer;
import io.veilray.protocol.SharedRules.Truncation;
import io.veilray.region.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A window that is silently left out, or a number read as another, changes what the network sees. */
class ModelCardTest {
    private static final String GOOD = OnnxBuilder.card(20, 18, 2, 41, 2, "null");

    private static String changed(String from, String to) {
        assertTrue(GOOD.contains(from), from);
        return GOOD.replace(from, to);
    }

    private static void assertRefused(String card, String... expected) {
        String message =
                assertThrows(ModelException.class, () -> ModelCard.parse(card)).getMessage();
        for (String part : expected) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void everyFieldThatIsMissing_isNamed() {
        for (String field : List.of("format", "id", "version", "title", "intendedUse", "limits", "modes", "classes")) {
            assertRefused(changed("\"" + field + "\"", "\"other\""), "lacks", "\"" + field + "\"");
        }
        for (String field : List.of("channels", "heightPx", "widthPx", "modalities", "resampling", "window")) {
            assertRefused(changed("\"" + field + "\"", "\"other\""), "lacks", "\"input." + field + "\"");
        }
        for (String field : List.of("ringBits", "activationBits", "weightBits", "multiplierBits", "calibration")) {
            assertRefused(changed("\"" + field + "\"", "\"other\""), "lacks", "\"arithmetic." + field + "\"");
        }
        assertRefused(changed("\"licence\"", "\"license\""), "lacks", "training.licence");
        assertRefused(changed("\"auc\"", "\"AUC\""), "lacks", "accuracy.auc");
    }

    @Test
    void wrongTypes_areRefusedWithFieldValueAndWhatIsAllowed() {
        assertRefused(changed("\"ringBits\":41", "\"ringBits\":\"41\""), "arithmetic.ringBits", "\"41\"", "16 to 41");
        assertRefused(changed("\"ringBits\":41", "\"ringBits\":40.5"), "arithmetic.ringBits", "40.5");
        assertRefused(changed("\"ringBits\":41", "\"ringBits\":1e99"), "arithmetic.ringBits", "16 to 41");
        assertRefused(changed("\"id\":\"test-net\"", "\"id\":7"), "field id is 7", "a text");
        assertRefused(changed("\"id\":\"test-net\"", "\"id\":null"), "field id is null", "a text");
        assertRefused(changed("\"class 0\"", "null"), "classes[0]", "a text");
        assertRefused(changed("[\"class 0\",\"class 1\"]", "[]"), "classes", "1 to 1000");
        assertRefused(changed("\"window\":null", "\"window\":3"), "input.window", "an object");
        assertRefused(changed("\"window\":null", "\"window\":{\"center\":1,\"width\":0}"), "input.window.width");
        assertRefused(changed("\"accuracy\":0", "\"accuracy\":93"), "accuracy.accuracy", "from 0.0 to 1.0");
    }

    @Test
    void textsAreBoundedAndNotBlank() {
        assertRefused(changed("A test", " "), "title", "not blank");
        assertRefused(changed("\"limits\":\"none\"", "\"limits\":\"" + "x".repeat(951) + "\""), "limits", "951", "950");
    }

    @Test
    void modesThatDoNotRun_areRefused() {
        assertRefused(changed("[\"masked\"]", "[\"mask\"]"), "\"mask\"", "\"masked\"", "\"quadratic\"");
        assertRefused(changed("[\"masked\"]", "[\"strict\",\"strict\"]"), "twice");
    }

    @Test
    void idThatEndsLikeAMode_isRefused() {
        assertRefused(changed("test-net", "test-strict"), "test-strict", "another id");
    }

    private static ModelCard strict(String own) throws ModelException {
        return ModelCard.parse(
                changed("\"modes\":[\"masked\"]", "\"strict\":{" + own + "},\"modes\":[\"masked\",\"strict\"]"));
    }

    private static void assertStrictRefused(String own, String... expected) {
        String message = assertThrows(ModelException.class, () -> strict(own)).getMessage();
        for (String part : expected) {
            assertTrue(message.contains(part), message);
        }
    }

    /** What is revealed, and how exact it is, must not depend on a word that is read past. */
    @Test
    void rulesOfStrictMode_areThoseOfItsObject() throws ModelException {
        assertEquals(SharedRules.USUAL, strict("").rules().get(NonlinearMode.STRICT));
        ModelCard own = strict("\"truncation\":\"faithful\",\"logitBits\":24");
        assertEquals(
                new SharedRules(Truncation.FAITHFUL, OptionalInt.of(24)),
                own.rules().get(NonlinearMode.STRICT));
        assertEquals(SharedRules.USUAL, own.rules().get(NonlinearMode.MASKED));
        assertEquals(
                new SharedRules(Truncation.ONE_BIT, OptionalInt.of(0)),
                strict("\"truncation\":\"one-bit\",\"logitBits\":0").rules().get(NonlinearMode.STRICT));
        assertEquals(
                new SharedRules(Truncation.ONE_BIT, OptionalInt.empty(), Answer.CLASS),
                strict("\"answer\":\"class\"").rules().get(NonlinearMode.STRICT));
        assertEquals(SharedRules.USUAL, strict("\"answer\":\"logits\"").rules().get(NonlinearMode.STRICT));
        assertStrictRefused("\"answer\":\"label\"", "\"label\"", "\"logits\" or \"class\"");
        assertStrictRefused("\"answer\":true", "field strict.answer is true", "a text");
        assertStrictRefused("\"truncation\":\"exact\"", "\"exact\"", "\"one-bit\" or \"faithful\"");
        assertStrictRefused("\"truncation\":1", "field strict.truncation is 1", "a text");
        assertStrictRefused("\"logitBits\":25", "field strict.logitBits is 25", "0 to 24");
        assertStrictRefused("\"logitBits\":null", "field strict.logitBits is null", "0 to 24");
        assertStrictRefused("\"activationBits\":8,\"logitBits\":23", "strict.logitBits", "0 to 22");
    }

    /** Strict mode has no multipliers; the rest is the card's arithmetic unless its own object says otherwise. */
    @Test
    void arithmeticOfStrictMode_isTheCardsButForItsOwnObject() throws ModelException {
        String both = changed("[\"masked\"]", "[\"masked\",\"strict\"]");
        ModelCard plain = ModelCard.parse(both);
        assertEquals(List.of(NonlinearMode.MASKED, NonlinearMode.STRICT), plain.modes());
        assertEquals(new Arithmetic(41, 10, 14, 2), plain.arithmetic().get(NonlinearMode.MASKED));
        assertEquals(new Arithmetic(41, 10, 14, 0), plain.arithmetic().get(NonlinearMode.STRICT));
        ModelCard own = ModelCard.parse(
                both.replace("\"modes\"", "\"strict\":{\"ringBits\":37,\"activationBits\":12},\"modes\""));
        assertEquals(new Arithmetic(41, 10, 14, 2), own.arithmetic().get(NonlinearMode.MASKED));
        assertEquals(new Arithmetic(37, 12, 14, 0), own.arithmetic().get(NonlinearMode.STRICT));
        assertRefused(
                both.replace("\"modes\"", "\"strict\":{\"ringBits\":42},\"modes\""), "strict.ringBits", "16 to 41");
        assertRefused(both.replace("\"modes\"", "\"strict\":7,\"modes\""), "field strict is 7", "an object");
    }

    @Test
    void calibrationEntries_mustBeMagnitudes() {
        for (String value : List.of("-1", "null", "\"1\"", "1e999")) {
            String calibration = "{\"images\":1,\"source\":\"s\",\"largest\":{\"conv\":" + value + "}}";
            assertRefused(OnnxBuilder.card(20, 18, 2, 41, 2, calibration), "conv");
        }
    }

    @Test
    void laxJson_isRefused() {
        for (String text : List.of("", "null", "[]", "{format:1}", GOOD + "x", "{\"format\":1,}", "[".repeat(5000))) {
            assertRefused(text, "model card");
        }
    }

    @Test
    void goodCard_isReadWhole() throws ModelException {
        ModelCard card = ModelCard.parse(
                changed("\"window\":null", "\"window\":{\"center\":40,\"width\":400},\"later\":{\"any\":[1]}"));
        assertEquals(Optional.of(new Window(40, 400)), card.input().window());
        assertEquals(List.of("class 0", "class 1"), card.classes());
        assertEquals(Map.of(NonlinearMode.MASKED, new Arithmetic(41, 10, 14, 2)), card.arithmetic());
        assertEquals("none: not measured", card.accuracy());
    }

    private static final String OPINION = """
            "opinion":{"temperature":1.5,"leastProbability":0.7,"patch":{"grid":1,"limit":3,"center":[0.5,-3],\
            "scale":[0.1,1],"directions":[[0.6,0.8]],"variances":[2],"residualVariance":0.5},\
            "logits":{"limit":2.5,"means":[[1,0],[0,1]],"whitening":[[2,0],[0,2]]}},"modes\"""";

    @Test
    void ruleForOpinions_isReadWhole() throws ModelException {
        OpinionRule rule = ModelCard.parse(
                        changed("\"modes\"", OPINION).replace("\"modalities\":[]", "\"modalities\":[\"CR\",\"DX\"]"))
                .opinion();
        assertEquals(List.of("CR", "DX"), rule.modalities());
        assertEquals(Optional.of(1.5), rule.temperature());
        assertEquals(0.7, rule.leastProbability());
        assertEquals(3, rule.patch().orElseThrow().limit());
        assertEquals(0.8, rule.patch().orElseThrow().directions()[0][1]);
        assertEquals(2.5, rule.logits().orElseThrow().limit());
        assertEquals(OpinionRule.UNMEASURED, ModelCard.parse(GOOD).opinion());
    }

    @Test
    void rulesThatCannotBe_areRefusedWithTheField() {
        String card = changed("\"modes\"", OPINION);
        assertRefused(card.replace("\"temperature\":1.5,", ""), "lacks", "opinion.temperature");
        assertRefused(card.replace("\"temperature\":1.5", "\"temperature\":0"), "temperature 0");
        assertRefused(card.replace("0.7", "7"), "opinion.leastProbability", "from 0.0 to 1.0");
        assertRefused(card.replace("[0.5,-3]", "[0.5]"), "center");
        assertRefused(card.replace("[0.5,-3]", "[0.5,\"x\"]"), "opinion.patch.center[1]", "a number");
        assertRefused(card.replace("[[0.6,0.8]]", "[[0.6,0.9]]"), "directions", "length 1");
        assertRefused(card.replace("[[0.6,0.8]]", "[0.6,0.8]"), "opinion.patch.directions[0]", "a list");
        assertRefused(card.replace("[[1,0],[0,1]]", "[[1,0]]"), "means");
        assertRefused(card.replace("\"modalities\":[]", "\"modalities\":[\"chest\"]"), "modalities", "CT");
    }
}
