package io.veilray.protocol;

import io.veilray.compare.ReluShape;
import java.util.List;

/**
 * The public form of a model: everything about it but its weights. Both sides work from it, and every message length
 * follows from it.
 *
 * @param input shape of the model's input, tensor 0
 * @param layers in order of execution; layer i makes tensor i + 1
 * @param ringBits l: sharing is modulo 2^l, from 16 to 41
 * @param activationBits f: fractional bits of activations
 * @param weightBits g: fractional bits of weights
 * @param multiplierBits B: multipliers of masked mode lie in [1, 2^B); 0 in the other modes, which have none
 * @param rules the usual ones in masked mode, which has no others
 */
public record NetworkShape(
        TensorShape input,
        List<LayerShape> layers,
        NonlinearMode mode,
        int ringBits,
        int activationBits,
        int weightBits,
        int multiplierBits,
        SharedRules rules) {
    /** Largest number of layers. */
    public static final int MAX_LAYERS = 256;

    public NetworkShape {
        layers = List.copyOf(layers);
        requireRange("number of layers", layers.size(), 1, MAX_LAYERS);
        requireRange("ring bits l", ringBits, 16, 41);
        requireRange("activation bits f", activationBits, 1, 24);
        requireRange("weight bits g", weightBits, 1, 24);
        requireRange(
                "multiplier bits B in " + mode.word() + " mode",
                multiplierBits,
                0,
                mode == NonlinearMode.MASKED ? 8 : 0);
        requireRange("bits f + g + B + 1", activationBits + weightBits + multiplierBits + 1, 3, ringBits);
        for (int i = 0; i < layers.size(); i++) {
            requireConnected(input, layers, i);
        }
        layers.subList(0, layers.size() - 1).forEach(layer -> requireRunnable(layer, mode));
        requireLogits(layers.getLast());
        requireRules(mode, rules, activationBits + weightBits);
        requireRange(
                "ring bits l less those that logits lose",
                ringBits - dropped(rules, layers, activationBits + weightBits),
                2,
                ringBits);
        if (rules.classOnly()) {
            requireComparable(layers, ringBits - dropped(rules, layers, activationBits + weightBits));
        }
    }

    /** With the usual rules. */
    public NetworkShape(
            TensorShape input,
            List<LayerShape> layers,
            NonlinearMode mode,
            int ringBits,
            int activationBits,
            int weightBits,
            int multiplierBits) {
        this(input, layers, mode, ringBits, activationBits, weightBits, multiplierBits, SharedRules.USUAL);
    }

    private static void requireRules(NonlinearMode mode, SharedRules rules, int sumBits) {
        if (mode == NonlinearMode.MASKED && !rules.equals(SharedRules.USUAL)) {
            throw new IllegalArgumentException(
                    rules + " in masked mode: the client holds every sum there, so nothing is"
                            + " truncated on shares and nothing of the logits can be kept back");
        }
        if (mode == NonlinearMode.QUADRATIC && rules.faithful()) {
            throw new IllegalArgumentException("faithful truncation in quadratic mode: squares are rounded at random"
                    + " whatever came before them, so it would cost much and make nothing exact");
        }
        rules.logitBits().ifPresent(bits -> requireRange("logit bits h, fractional ones", bits, 0, sumBits));
    }

    private static int dropped(SharedRules rules, List<LayerShape> layers, int sumBits) {
        TensorShape map = layers.getLast().linearOutput();
        int ofMean = 31 - Integer.numberOfLeadingZeros(map.height() * map.width());
        return rules.logitBits().isEmpty()
                ? 0
                : sumBits + ofMean - rules.logitBits().getAsInt();
    }

    /** @param bits of the logits that are left */
    private static void requireComparable(List<LayerShape> layers, int bits) {
        int classes = layers.getLast().output().size();
        if (classes < 2) {
            throw new IllegalArgumentException("the answer \"class\" of a network of one logit, which is always the"
                    + " largest: give the network a logit for each of two classes or more, or answer with logits");
        }
        int compared = bits + ClassAnswer.placeBits(classes);
        if (compared < ReluShape.LEAST_BITS || compared > ReluShape.MOST_BITS) {
            throw new IllegalArgumentException("the answer \"class\" compares logits of " + bits + " bits with "
                    + ClassAnswer.placeBits(classes) + " for their place among " + classes + ", " + compared
                    + " in all: must be from " + ReluShape.LEAST_BITS + " to " + ReluShape.MOST_BITS
                    + "; ring bits and logit bits decide that");
        }
    }

    private static void requireRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + value + ": must be from " + least + " to " + most);
        }
    }

    /** What the mode's rounds can do after a layer; the last one's operations are checked apart from it. */
    private static void requireRunnable(LayerShape layer, NonlinearMode mode) {
        if (layer.squares() && mode != NonlinearMode.QUADRATIC) {
            throw new IllegalArgumentException("layer " + layer.name() + " squares its values, which " + mode.word()
                    + " mode does not do"
                    + (mode == NonlinearMode.MASKED ? " (its multipliers would be squared too)" : "")
                    + ": the model must be served in quadratic mode");
        }
        boolean squareOnly = layer.nonlinear().stream().allMatch(operation -> operation instanceof Nonlinear.Square);
        if (mode == NonlinearMode.QUADRATIC && !squareOnly) {
            throw new IllegalArgumentException("layer " + layer.name() + " is followed by " + layer.nonlinear()
                    + ": quadratic mode knows squares only, and average pooling where it is part of a convolution");
        }
    }

    /** Either the sums are the logits, or they are an evidence map and its mean is. */
    private static void requireLogits(LayerShape last) {
        TensorShape sums = last.linearOutput();
        boolean logits = last.nonlinear().isEmpty() && sums.height() == 1 && sums.width() == 1;
        boolean map = last.nonlinear().equals(List.of(new Nonlinear.AveragePool(PoolWindow.global(sums), false)));
        if (!logits && !map) {
            throw new IllegalArgumentException("the last layer " + last.name() + " makes " + sums + ", then "
                    + last.nonlinear() + ": its sums must be the logits, or a map of them and then its global average");
        }
    }

    private static void requireConnected(TensorShape input, List<LayerShape> layers, int index) {
        LayerShape layer = layers.get(index);
        TensorShape sum = layer.linearOutput();
        for (LinearTerm term : layer.terms()) {
            if (term.tensor() > index) {
                throw new IllegalArgumentException("layer " + layer.name() + " reads tensor " + term.tensor()
                        + ": only tensors 0 to " + index + " exist before it");
            }
            TensorShape map =
                    term.tensor() == 0 ? input : layers.get(term.tensor() - 1).output();
            boolean startsInside = (sum.height() - 1L) * term.stride() - term.padTop() < map.height()
                    && (sum.width() - 1L) * term.stride() - term.padLeft() < map.width();
            if (!startsInside || term.padTop() >= term.kernelHeight() || term.padLeft() >= term.kernelWidth()) {
                throw new IllegalArgumentException("layer " + layer.name() + " makes " + sum + " from a tensor " + map
                        + " by " + term + ": every kernel position must touch the map");
            }
        }
        layer.output();
    }

    /** Shape of tensor {@code index}: 0 is the input, i the output of layer i - 1. */
    public TensorShape tensor(int index) {
        return index == 0 ? input : layers.get(index - 1).output();
    }

    /**
     * Low bits of the last layer's sums that the client never learns, those of a map of logits added up: f + g - h, and for
     * a mean of p of them floor(log2 p) more, so that what is left is as fine as 2^-h or up to twice as fine.
     */
    public int droppedLogitBits() {
        return dropped(rules, layers, activationBits + weightBits);
    }

    /** Number of logits. */
    public int classes() {
        return layers.getLast().output().size();
    }

    /** Whether the last layer's sums are a map of the classes' logits, whose mean is the logits, and the client sees it. */
    public boolean hasEvidence() {
        return !mode.shared() && !layers.getLast().nonlinear().isEmpty();
    }

    /** Round trips of one online run: one for each layer. */
    public int rounds() {
        return layers.size();
    }
}
