package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import java.util.ArrayList;
import java.util.List;

/** A model that can be served: its public form, its real weights, and proof (or declared calibration) that sums fit. */
public final class CheckedModel {
    /** Bits that a calibrated range is widened by before it must fit. */
    static final int CALIBRATION_MARGIN_BITS = 4;

    private final ModelInfo info;
    private final List<LinearSum> layers;
    private final List<SumRange> ranges;
    private final boolean calibrated;

    private CheckedModel(ModelCard card, NetworkShape shape, List<LinearSum> layers) throws ModelException {
        requireExactMeans(shape);
        this.layers = layers;
        this.ranges = SumRange.of(shape, layers);
        this.calibrated = requireFitting(card);
        String limits = card.intendedUse() + " Limits: " + card.limits();
        String training = card.training() + (calibrated ? "; " + card.calibration() : "");
        try {
            this.info = new ModelInfo(
                    card.id(),
                    card.version(),
                    card.title(),
                    card.classes(),
                    card.input(),
                    shape,
                    card.opinion(),
                    limits,
                    training,
                    card.accuracy());
        } catch (IllegalArgumentException e) {
            throw new ModelException(e.getMessage(), e);
        }
    }

    /** Reads, lowers and checks a model for masked mode. */
    public static CheckedModel load(byte[] onnx, String cardJson) throws ModelException {
        return load(onnx, cardJson, NonlinearMode.MASKED);
    }

    /** The same for another mode, which the card must name. */
    public static CheckedModel load(byte[] onnx, String cardJson, NonlinearMode mode) throws ModelException {
        ModelCard card = ModelCard.parse(cardJson, mode);
        try {
            OnnxGraph graph = OnnxGraph.read(onnx);
            List<LinearSum> lowered = GraphLowering.layers(graph);
            List<LinearSum> layers = card.evidence() ? Evidence.perPosition(lowered) : Evidence.means(lowered);
            return new CheckedModel(card, shape(card, graph, layers, mode), layers);
        } catch (ModelException | IllegalArgumentException e) {
            throw new ModelException("model " + card.id() + ": " + e.getMessage(), e);
        }
    }

    private static NetworkShape shape(ModelCard card, OnnxGraph graph, List<LinearSum> layers, NonlinearMode mode) {
        List<LayerShape> shapes = new ArrayList<>();
        for (LinearSum layer : layers) {
            shapes.add(new LayerShape(
                    layer.name(),
                    layer.terms().stream().map(LinearSum.Term::shape).toList(),
                    layer.sums(),
                    layer.operations()));
        }
        return new NetworkShape(
                graph.inputShape(),
                shapes,
                mode,
                card.ringBits(),
                card.activationBits(),
                card.weightBits(),
                card.multiplierBits());
    }

    /** A mean doubles the sum over its window and adds the window's size: with sums below 2^(l-1) that must fit a long. */
    private static void requireExactMeans(NetworkShape shape) throws ModelException {
        long most = Long.MAX_VALUE / ((1L << shape.ringBits()) + 1);
        for (LayerShape layer : shape.layers()) {
            for (Nonlinear operation : layer.nonlinear()) {
                if (operation instanceof Nonlinear.AveragePool pool) {
                    long size = (long) pool.window().height() * pool.window().width();
                    if (size > most) {
                        throw new ModelException("layer " + layer.name() + " averages over " + size
                                + " entries: at most " + most + " are exact in a ring of " + shape.ringBits()
                                + " bits; pool in two steps or use fewer ring bits");
                    }
                }
            }
        }
    }

    /** Returns whether calibration had to stand in for proof. */
    private boolean requireFitting(ModelCard card) throws ModelException {
        boolean proved = true;
        for (int i = 0; i < ranges.size(); i++) {
            SumRange range = ranges.get(i);
            if (range.bits() > card.ringBits()) {
                proved = false;
                requireCalibrated(card, range, i);
            }
        }
        return !proved;
    }

    /** A layer that squares has its activation widened by the margin too, so its square by twice the margin. */
    private void requireCalibrated(ModelCard card, SumRange range, int layer) throws ModelException {
        if (range.bits() > Long.SIZE - 2) {
            throw new ModelException("layer " + range.layer() + " can reach " + range.largest()
                    + ", more than a calibration can stand in for: use smaller weights");
        }
        Double measured = card.largestSums().get(range.layer());
        int fraction =
                card.activationBits() + card.weightBits() + (layer == ranges.size() - 1 ? 0 : card.multiplierBits());
        String help =
                "; use more ring bits (at most 41), fewer fractional or multiplier bits, smaller weights, or add a"
                        + " calibration of this layer to the card";
        if (measured == null) {
            throw new ModelException("layer " + range.layer() + " can reach " + range.largest() + " and needs "
                    + range.bits() + " bits, the card allows " + card.ringBits() + help);
        }
        int bits = SumRange.bits(Math.scalb(Math.abs(measured), fraction + CALIBRATION_MARGIN_BITS));
        if (layers.get(layer).squared()) {
            double activation = Math.scalb(measured, card.activationBits() + CALIBRATION_MARGIN_BITS) + 1;
            bits = Math.max(bits, SumRange.bits(activation * activation));
        }
        if (!(measured >= 0) || bits > card.ringBits()) {
            throw new ModelException("layer " + range.layer() + " was measured to reach " + measured + " and needs "
                    + bits + " bits with " + CALIBRATION_MARGIN_BITS + " bits of margin, the card allows "
                    + card.ringBits() + help);
        }
    }

    public ModelInfo info() {
        return info;
    }

    public NetworkShape shape() {
        return info.network();
    }

    /** Proved bounds of every layer's sums, whether or not they fit. */
    public List<SumRange> ranges() {
        return List.copyOf(ranges);
    }

    /** Whether some layer rests on the card's calibration rather than on proof. */
    public boolean calibrated() {
        return calibrated;
    }

    /** Real weights of one term of a layer, {@code [out][channel][kernelRow][kernelColumn]}; not a copy. */
    public float[] weights(int layer, int term) {
        return layers.get(layer).terms().get(term).kernel();
    }

    /** Real bias of a layer, one for each output channel; not a copy. */
    public float[] bias(int layer) {
        return layers.get(layer).bias();
    }
}
