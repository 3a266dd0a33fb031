package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.v1.ListModelsResponse;
import io.veilray.wire.v1.Model;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Descriptions come from a server that may be hostile: what is not a small, connected network is refused. */
class ModelCodecTest {
    private static final Model MESSAGE = ModelCodec.encode(SmallModel.info());

    private static String refused(Consumer<Model.Builder> change) {
        Model.Builder builder = MESSAGE.toBuilder();
        change.accept(builder);
        CloudException e = assertThrows(CloudException.class, () -> ModelCodec.decode(builder.build()));
        assertEquals(Reason.PROTOCOL, e.reason());
        return e.getMessage();
    }

    @Test
    void description_comesBack() throws CloudException {
        assertEquals(SmallModel.info(), ModelCodec.decode(MESSAGE));
    }

    /** A message cut at any length either cannot be parsed, or is refused, or lacks only what is optional at its end. */
    @Test
    void descriptionCutAnywhere_neverFailsOtherwise() {
        byte[] full = MESSAGE.toByteArray();
        int refusals = 0;
        for (int length = 0; length < full.length; length++) {
            try {
                ModelCodec.decode(Model.parseFrom(Arrays.copyOf(full, length)));
            } catch (InvalidProtocolBufferException | CloudException e) {
                refusals++;
            }
        }
        assertTrue(
                refusals >= full.length - 4, refusals + " of " + full.length); // three texts and the rule are optional
    }

    @Test
    void numbersOutsideTheirRange_areRefused() {
        for (int bad : new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            refused(m -> m.getNetworkBuilder().setRingBits(bad));
            refused(m -> m.getNetworkBuilder().getInputBuilder().setHeight(bad));
            refused(m ->
                    m.getNetworkBuilder().getLayersBuilder(0).getTermsBuilder(0).setStride(bad));
            refused(m -> m.getNetworkBuilder()
                    .getLayersBuilder(0)
                    .getLinearOutputBuilder()
                    .setChannels(bad));
            refused(m -> m.getNetworkBuilder()
                    .getLayersBuilder(0)
                    .getNonlinearBuilder(1)
                    .getMaxPoolBuilder()
                    .getWindowBuilder()
                    .setHeight(bad));
            refused(m -> m.getInputBuilder().setChannels(bad));
        }
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(m -> m.getInputBuilder().getWindowBuilder().setWidth(bad));
        }
    }

    @Test
    void unknownKinds_areRefused() {
        refused(m -> m.getNetworkBuilder().setModeValue(7));
        refused(m -> m.getNetworkBuilder().getLayersBuilder(0).addNonlinearBuilder());
        refused(m -> m.setId("../etc"));
        refused(m -> m.clearClasses());
    }

    @Test
    void tooMuch_isRefusedBeforeItIsBuilt() {
        refused(m -> {
            for (int i = 0; i < 300; i++) {
                m.getNetworkBuilder().addLayers(MESSAGE.getNetwork().getLayers(0));
            }
        });
        refused(m -> m.setTitle("x".repeat(2001)));
        refused(m -> m.addClasses("x".repeat(2001)));
        String message = refused(m -> {
            for (int i = 0; i < 5; i++) {
                var layer = m.getNetworkBuilder().addLayersBuilder(0);
                layer.addTerms(MESSAGE.getNetwork().getLayers(0).getTerms(1));
                layer.setLinearOutput(io.veilray.wire.v1.TensorShape.newBuilder()
                        .setChannels(1 << 19)
                        .setHeight(6)
                        .setWidth(5));
            }
            m.getNetworkBuilder()
                    .getLayersBuilder(5)
                    .clearTerms()
                    .addTerms(MESSAGE.getNetwork().getLayers(0).getTerms(0));
        });
        assertTrue(message.contains(String.valueOf(NetworkCodec.MOST_ENTRIES)), message);
    }

    @Test
    void sameIdTwice_isRefused() {
        ListModelsResponse twice = ListModelsResponse.newBuilder()
                .addModels(MESSAGE)
                .addModels(MESSAGE)
                .build();
        assertEquals(
                Reason.PROTOCOL,
                assertThrows(CloudException.class, () -> ModelCodec.decode(twice))
                        .reason());
    }

    @Test
    void ruleForOpinionsThatCannotBe_isRefused() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(m -> m.getOpinionBuilder().setTemperature(bad));
            refused(m -> m.getOpinionBuilder().getPatchBuilder().setLimit(bad));
            refused(m -> m.getOpinionBuilder().getPatchBuilder().setResidualVariance(bad));
            refused(m -> m.getOpinionBuilder().getLogitsBuilder().setLimit(bad));
        }
        for (int bad : new int[] {0, 2, -1, Integer.MAX_VALUE}) {
            refused(m -> m.getOpinionBuilder().getPatchBuilder().setGrid(bad));
        }
        refused(m -> m.getOpinionBuilder().getPatchBuilder().addDirections(0));
        refused(m -> m.getOpinionBuilder().getPatchBuilder().addCenter(0));
        refused(m -> m.getOpinionBuilder().getLogitsBuilder().addMeans(0));
        refused(m -> m.getOpinionBuilder().getLogitsBuilder().clearMeans().clearWhitening());
        refused(m -> m.getOpinionBuilder().addModalities("ct"));
        refused(m -> {
            for (int i = 0; i < 101; i++) {
                m.getOpinionBuilder().addModalities("CT");
            }
        });
    }

    @Test
    void withoutARule_thereIsPlainSoftmax() throws CloudException {
        assertEquals(
                OpinionRule.UNMEASURED,
                ModelCodec.decode(MESSAGE.toBuilder().clearOpinion().build()).opinion());
    }

    @Test
    void textsThatWouldActOnAScreen_areMadeHarmless() throws CloudException {
        Model message = MESSAGE.toBuilder().setTitle("a\u001b[2Jb\nc\u202ed").build();
        assertEquals("a [2Jb c d", ModelCodec.decode(message).title());
    }
}
