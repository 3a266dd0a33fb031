package io.veilray.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.cloud.model.ModelException;
import io.veilray.trainer.Architecture.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The search weighs accuracy against these numbers. */
class PrivateCostTest {
    @Test
    void of_countsWhatTravels() throws ModelException {
        Architecture architecture = new Architecture(1, 28, List.of(Stage.strided(2, 3, 2)), true, 2);
        PrivateCost cost = PrivateCost.of(Recipe.of("pneumonia-cxr-28").with(architecture));
        // sums of 2x14x14 and an evidence map as large
        assertEquals(392 + 392, cost.activations());
        // 28x28 pixels and 2x14x14 activations go up, the sums come down, 32 bits each
        assertEquals((784 + 392 + 2 * 392) * 4, cost.onlineBytes());
        assertEquals(2, cost.rounds());
        // each layer fits one polynomial of 4096 coefficients: up at 37 + 50 bits, of the
        // entries of the two tensors 32 less, and a seed of 32 bytes; down at 41 bits a coefficient and 35 bits a
        // result
        long up = 32 + 4096 * 87 / 8;
        assertEquals(2 * up - (784 + 392) * 32 / 8 + 2 * (20_992 + 392 * 35 / 8), cost.ticketBytes());
    }
}
