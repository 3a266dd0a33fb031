package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.StrictPlan;
import java.util.ArrayList;
import java.util.List;

/** A model that can be served in one mode: its public form, its real weights, and proof (or declared calibration) that sums fit. */
public final class CheckedModel {
    private final ModelInfo info;
    private final List<LinearSum> layers;
    private final List<SumRange> ranges;
    private final boolean calibrated;

    private CheckedModel(ModelCard card, NetworkShape shape, List<LinearSum> layers) throws ModelException {
        requireExactMeans(shape);
        if (shape.mode().shared()) {
            StrictPlan.of(shape);
        }
        this.layers = layers;
        this.ranges = SumRange.of(shape, layers);
        this.calibrated = !new RangeCheck(card, shape).proves(ranges);
        String limits = card.intendedUse() + " Limits: " + card.limits();
        String training = card.training() + (calibrated ? "; " + card.calibration() : "");
        try {
            this.info = new ModelInfo(
                    card.id(shape.mode()),
                    card.version(),
                    card.title(shape.mode()),
                    card.classes(),
                    card.input(),
                    shape,
                    shape.rules().classOnly() ? card.opinion().ofImages() : card.opinion(),
                    limits,
                    training,
                    card.accuracy());
        } catch (IllegalArgumentException e) {
            throw new ModelException(e.getMessage(), e);
        }
    }

    /** Reads, lowers and checks a model, in the first mode of its card. */
    public static CheckedModel load(byte[] onnx, String cardJson) throws ModelException {
        return load(onnx, ModelCard.parse(cardJson), 1).getFirst();
    }

    /** The same in every mode that the card allows, in its order. They share the graph and its weights. */
    public static List<CheckedModel> loadModes(byte[] onnx, String cardJson) throws ModelException {
        return load(onnx, ModelCard.parse(cardJson), Integer.MAX_VALUE);
    }

    private static List<CheckedModel> load(byte[] onnx, ModelCard card, int mostModes) throws ModelException {
        try {
            OnnxGraph graph = OnnxGraph.read(onnx);
            List<LinearSum> lowered = GraphLowering.layers(graph);
            CardModes.requireFitting(card.modes(), lowered);
            List<CheckedModel> models = new ArrayList<>();
            for (NonlinearMode mode : card.modes().stream().limit(mostModes).toList()) {
                List<LinearSum> layers = inMode(mode, card, lowered);
                models.add(new CheckedModel(card, shape(card, mode, graph, layers), layers));
            }
            return models;
        } catch (ModelException | IllegalArgumentException e) {
            throw new ModelException("model " + card.id() + ": " + e.getMessage(), e);
        }
    }

    /** Where sums stay shared an average stands where both sides can add up shares by themselves: at the end. */
    private static List<LinearSum> inMode(NonlinearMode mode, ModelCard card, List<LinearSum> lowered)
            throws ModelException {
        if (mode == NonlinearMode.QUADRATIC) {
            List<LinearSum> layers = Evidence.means(lowered);
            StrictRules.requireSquares(layers);
            return layers;
        }
        boolean strict = mode == NonlinearMode.STRICT;
        List<LinearSum> layers =
                card.evidence() || strict && Evidence.possible(lowered) ? Evidence.perPosition(lowered) : lowered;
        if (strict) {
            StrictRules.requireRunnable(layers);
        }
        return layers;
    }

    private static NetworkShape shape(ModelCard card, NonlinearMode mode, OnnxGraph graph, List<LinearSum> layers) {
        List<LayerShape> shapes = new ArrayList<>();
        for (LinearSum layer : layers) {
            shapes.add(new LayerShape(
                    layer.name(),
                    layer.terms().stream().map(LinearSum.Term::shape).toList(),
                    layer.sums(),
                    layer.operations()));
        }
        Arithmetic arithmetic = card.arithmetic().get(mode);
        return new NetworkShape(
                graph.inputShape(),
                shapes,
                mode,
                arithmetic.ringBits(),
                arithmetic.activationBits(),
                arithmetic.weightBits(),
                arithmetic.multiplierBits(),
                card.rules().get(mode));
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
