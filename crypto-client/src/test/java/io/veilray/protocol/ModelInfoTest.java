package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.opinion.OpinionRule;
import io.veilray.region.InputSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One card, several modes: a front end must find the modes of a model by its one name. */
class ModelInfoTest {
    private static String baseId(String id, NonlinearMode mode) {
        LayerShape logits = new LayerShape(
                "logits", List.of(new LinearTerm(0, 2, 2, 1, 0, 0)), new TensorShape(1, 1, 1), List.of());
        NetworkShape network = new NetworkShape(new TensorShape(1, 2, 2), List.of(logits), mode, 32, 10, 12, 0);
        InputSpec input = new InputSpec(1, 2, 2, Optional.empty());
        return new ModelInfo(id, "1", "t", List.of("a"), input, network, OpinionRule.UNMEASURED, "", "", "").baseId();
    }

    @Test
    void baseId_isTheIdWithoutTheWordOfItsOwnMode() {
        assertEquals("lung", baseId("lung", NonlinearMode.MASKED));
        assertEquals("lung", baseId("lung", NonlinearMode.STRICT));
        assertEquals("lung", baseId("lung-strict", NonlinearMode.STRICT));
        assertEquals("lung", baseId("lung-masked", NonlinearMode.MASKED));
        assertEquals("lung-strict", baseId("lung-strict", NonlinearMode.MASKED));
        assertEquals("strict", baseId("strict", NonlinearMode.STRICT));
    }
}
