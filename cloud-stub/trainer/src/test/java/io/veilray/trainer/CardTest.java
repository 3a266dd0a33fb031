package io.veilray.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.veilray.cloud.model.CheckedModel;
import io.veilray.protocol.NonlinearMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shipped model that is measured again keeps its modes: one that lost strict mode would answer masked, unasked. */
class CardTest {
    private static final String MODELS = "/io/veilray/cloud/demo/models/";

    /** From the end of the general arithmetic to the end of the list of modes. */
    private static final Pattern MODES = Pattern.compile("(?s)\"calibration\".*?\"modes\": \\[.*?\\],\n");

    private static byte[] shipped(String id, String name) throws IOException {
        try (InputStream in = CardTest.class.getResourceAsStream(MODELS + id + "/" + name)) {
            return in.readAllBytes();
        }
    }

    private static String modes(String card) {
        Matcher matcher = MODES.matcher(card);
        matcher.find();
        return matcher.group();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pneumonia-cxr-28", "brain-mri-128", "chest-cxr-256"})
    void modes_standAsInTheShippedCard(String id) throws Exception {
        Recipe recipe = Recipe.of(id);
        String written = Card.unmeasured(recipe, new RingChoice(recipe.ringBits()));
        assertEquals(modes(new String(shipped(id, "card.json"), StandardCharsets.UTF_8)), modes(written));
        List<CheckedModel> models = CheckedModel.loadModes(shipped(id, "model.onnx"), written);
        assertEquals(
                List.of(NonlinearMode.MASKED, NonlinearMode.STRICT),
                models.stream().map(model -> model.shape().mode()).toList());
    }

    @Test
    void networkOfSquares_hasOneModeAndNoStrictArithmetic() {
        RingChoice ring = new RingChoice(37, 10, 16, 0, new TreeMap<>(Map.of("conv1", 12.0)), 5);
        String card = Card.unmeasured(Recipe.of("pneumonia-cxr-28-quadratic"), ring);
        assertFalse(card.contains("strict"), card);
        assertEquals(
                List.of(NonlinearMode.QUADRATIC),
                Recipe.of("pneumonia-cxr-28-quadratic").modes());
    }
}
