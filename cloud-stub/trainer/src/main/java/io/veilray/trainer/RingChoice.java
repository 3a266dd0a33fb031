package io.veilray.trainer;

import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.FixedPointModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.cloud.model.SumRange;
import io.veilray.region.Patch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The smallest sharing ring that, by the server's own proof, holds every sum of a model; or, of a network of squares, by
 * the ranges measured on images, with the server's margin.
 *
 * @param largest measured magnitudes of the sums, by layer; empty where they are proved
 * @param images that they were measured on
 */
record RingChoice(
        int ringBits, int activationBits, int weightBits, int multiplierBits, Map<String, Double> largest, int images) {
    private static final int ACTIVATION_BITS = 10;
    private static final int WEIGHT_BITS = 14;
    private static final int MULTIPLIER_BITS = 2;
    /** What weights on squares have: those are large, so the weights are small. */
    private static final int SQUARE_WEIGHT_BITS = 16;

    private static final int MOST_BITS = 41;
    /** The most a card may name. */
    static final RingChoice WIDEST = new RingChoice(MOST_BITS);

    /** The online layers run in plain {@code int} arithmetic at 32 bits; fewer gain nothing there. */
    private static final int LEAST_BITS = 32;

    RingChoice(int ringBits) {
        this(ringBits, ACTIVATION_BITS, WEIGHT_BITS, MULTIPLIER_BITS, Map.of(), 0);
    }

    /**
     * What every hidden sum is brought to for a ring: at 32 bits, which hold 32, to 25; the rest is room for the rounding
     * of weights.
     */
    static double hiddenBound(int ringBits) {
        return Math.scalb(25.0, ringBits - LEAST_BITS);
    }

    /**
     * Chooses for a model file; the bits that its sums need do not depend on the ring its card names.
     *
     * @throws ModelException if even the widest ring does not hold them; the message names layer and bound
     */
    static RingChoice of(byte[] onnx, Recipe recipe) throws ModelException {
        CheckedModel model = CheckedModel.load(onnx, Card.unmeasured(recipe, WIDEST));
        int needed = model.ranges().stream().mapToInt(SumRange::bits).max().orElseThrow();
        return new RingChoice(Math.max(LEAST_BITS, needed));
    }

    /**
     * Chooses for a file of squares, whose ranges no proof keeps small: each square doubles what the worst image is above
     * the usual one in bits.
     *
     * @throws ModelException if even the widest ring leaves no margin
     */
    static RingChoice calibrated(byte[] onnx, Recipe recipe, List<Patch> images) throws ModelException {
        Map<String, Double> largest = new LinkedHashMap<>();
        for (int i = 0; i < recipe.architecture().stages().size(); i++) {
            largest.put(OnnxWriter.stageName(i), 0.0);
        }
        largest.put(OnnxWriter.OUTPUT, 0.0);
        FixedPointModel model = new FixedPointModel(load(onnx, recipe, squares(MOST_BITS, largest, images.size())));
        for (Patch image : images) {
            double[] sums = model.largestSums(image);
            int layer = 0;
            for (Map.Entry<String, Double> entry : largest.entrySet()) {
                entry.setValue(Math.max(entry.getValue(), Math.ceil(sums[layer++] * 1e3) / 1e3));
            }
        }
        return smallest(onnx, recipe, largest, images.size());
    }

    private static RingChoice smallest(byte[] onnx, Recipe recipe, Map<String, Double> largest, int images)
            throws ModelException {
        for (int bits = LEAST_BITS; bits < MOST_BITS; bits++) {
            RingChoice ring = squares(bits, largest, images);
            try {
                load(onnx, recipe, ring);
                return ring;
            } catch (ModelException e) {
                System.out.println(e.getMessage());
            }
        }
        load(onnx, recipe, squares(MOST_BITS, largest, images));
        return squares(MOST_BITS, largest, images);
    }

    private static RingChoice squares(int ringBits, Map<String, Double> largest, int images) {
        return new RingChoice(ringBits, ACTIVATION_BITS, SQUARE_WEIGHT_BITS, 0, Map.copyOf(largest), images);
    }

    private static CheckedModel load(byte[] onnx, Recipe recipe, RingChoice ring) throws ModelException {
        return CheckedModel.load(onnx, Card.unmeasured(recipe, ring));
    }
}
