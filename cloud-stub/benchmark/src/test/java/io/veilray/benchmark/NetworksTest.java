package io.veilray.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.veilray.cloud.model.CheckedModel;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.TensorShape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Figures of a network that is not the one its name says would be compared with others' figures of the right one. */
class NetworksTest {
    @Test
    void networkOfTheTargets_hasFiveRoundsAndItsMaps() throws Exception {
        NetworkShape shape = Networks.four(64).shape();
        assertEquals(5, shape.rounds());
        assertEquals(new TensorShape(16, 32, 32), shape.tensor(1));
        assertEquals(new TensorShape(16, 16, 16), shape.tensor(2));
        assertEquals(new TensorShape(32, 8, 8), shape.tensor(3));
        assertEquals(new TensorShape(32, 8, 8), shape.tensor(4));
        assertEquals(2, shape.classes());
    }

    /** 9 fc + 9 * 16 c^2 for c of the blocks; table 1 of the paper counts 1.8e9 with three channels in. */
    @Test
    void resNet18_hasThePapersMultiplications() throws Exception {
        // 7x7x1 -> 64 at 112x112
        long first = 49L * 64 * 112 * 112;
        // 64 channels at 56x56: four 3x3
        long stage1 = 4L * 9 * 64 * 64 * 56 * 56;
        // each further stage: one 3x3 from half the channels, one 1x1 likewise, three 3x3; area a quarter, channels
        // double
        long further = 0;
        for (int channels = 128, side = 28; channels <= 512; channels *= 2, side /= 2) {
            further += (10L * channels / 2 * channels + 3 * 9L * channels * channels) * side * side;
        }
        // identity shortcuts of five blocks are 1x1 convolutions here: two of 64, one of each further stage
        long identities = 2L * 64 * 64 * 56 * 56 + 128L * 128 * 28 * 28 + 256L * 256 * 14 * 14 + 512L * 512 * 7 * 7;
        long dense = 512L * 1000;
        CheckedModel model = Networks.resNet18();
        assertEquals(first + stage1 + further + identities + dense, multiplications(model.shape()));
        assertEquals(18, model.shape().rounds());
    }

    @Test
    void squeezeNet_endsInAThousandClassesFromItsLastMaps() throws Exception {
        NetworkShape shape = Networks.squeezeNet().shape();
        assertEquals(1000, shape.classes());
        assertEquals(
                new TensorShape(1000, 13, 13),
                shape.layers().get(shape.rounds() - 2).linearOutput());
    }

    /** A calibration would stand on no data: the weights are random. */
    @Test
    void everyNetwork_isProvedToFitItsRing() throws Exception {
        for (CheckedModel model : Stream.of(
                        Networks.four(28),
                        Networks.four(512),
                        Networks.chain(2, 8),
                        Networks.chain(10, 32),
                        Networks.chain(4, 64),
                        Networks.squeezeNet(),
                        Networks.resNet18())
                .toList()) {
            assertFalse(model.calibrated(), model.info().id());
        }
    }

    private static long multiplications(NetworkShape shape) {
        return shape.layers().stream()
                .mapToLong(layer -> layer.terms().stream()
                        .mapToLong(term -> (long) layer.linearOutput().size()
                                * shape.tensor(term.tensor()).channels()
                                * term.kernelHeight()
                                * term.kernelWidth())
                        .sum())
                .sum();
    }
}
