package io.veilray.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.veilray.trainer.Architecture.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A network of squares as it learns from fresh weights (Park, Kim, Jung, Ahn, "AESPA", arXiv 2201.06699). The activation of
 * a channel is c1 n + c2 h: n are its sums and h the squares of n, each brought to mean 0 and deviation 1 over the batch by
 * itself, so that neither grows with how far single sums reach. c1 and c2 begin as ReLU's coefficients of the first two
 * Hermite polynomials, 1/2 and 1/sqrt(4 pi), and are learnt for each channel; the paper keeps them and learns a scale.
 *
 * <p>With figures of many images in place of the batch's, this is q (n + v)^2 and a constant, where q = c2 / deviation(n^2)
 * and v = c1 / 2q. The constants of all stages but the last are left out here too, so that zeros around a map are what they
 * are in use; the norm after them takes out whatever they are elsewhere.
 */
final class HermiteNetwork implements Learner {
    static final int SURVEYED = 384;
    private static final float FIRST = 0.5f;
    private static final float SECOND = (float) (1 / Math.sqrt(4 * Math.PI));
    /** A vertex stays within that many deviations of the mean: straighter parabolas lose precision. */
    private static final double FARTHEST_VERTEX = 4;

    private final Architecture architecture;
    private final NDManager manager;
    private final NDArray survey;
    private final List<Unit> units = new ArrayList<>();
    private final NDArray denseWeight;
    private final NDArray denseBias;

    /** A stage; {@code constant} is what its activation misses of q (n + v)^2 by the last survey. */
    private record Unit(NDArray weight, NDArray first, NDArray second, float[] constant) {}

    /** @param survey images whose figures stand for those of any batch */
    HermiteNetwork(Architecture architecture, NDArray survey, SplittableRandom random) {
        this.architecture = architecture;
        this.manager = survey.getManager();
        this.survey = survey;
        for (int i = 0; i < architecture.stages().size(); i++) {
            int channels = architecture.stages().get(i).channels();
            units.add(new Unit(
                    TrainableNetwork.gaussian(manager, TrainableNetwork.convolutionShape(architecture, i), random),
                    TrainableNetwork.trainable(manager.full(new Shape(channels), FIRST)),
                    TrainableNetwork.trainable(manager.full(new Shape(channels), SECOND)),
                    new float[channels]));
        }
        this.denseWeight = TrainableNetwork.gaussian(manager, TrainableNetwork.denseShape(architecture), random);
        this.denseBias = TrainableNetwork.trainable(manager.zeros(new Shape(architecture.classes())));
    }

    @Override
    public boolean squares() {
        return true;
    }

    @Override
    public NDArray learn(NDArray images, List<NDArray> maps) {
        NDArray map = images;
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            NDArray sums = TrainableNetwork.sums(architecture, i, map, unit.weight(), null);
            NDArray normal = TrainableNetwork.normal(sums);
            maps.add(normal);
            NDArray squares = TrainableNetwork.normal(normal.mul(normal));
            map = normal.mul(spread(unit.first())).add(squares.mul(spread(unit.second())));
            if (i < units.size() - 1) {
                map = map.add(
                        spread(EngineSettings.array(manager, unit.constant(), new Shape(unit.constant().length))));
            }
        }
        return TrainableNetwork.dense(architecture, map, denseWeight, denseBias);
    }

    private static NDArray spread(NDArray perChannel) {
        return perChannel.reshape(1, -1, 1, 1);
    }

    @Override
    public List<NDArray> trainable() {
        List<NDArray> all = new ArrayList<>();
        units.forEach(unit -> all.addAll(List.of(unit.weight(), unit.first(), unit.second())));
        all.add(denseWeight);
        all.add(denseBias);
        return all;
    }

    /** Surveys the images stage by stage, each through the squares before it. */
    @Override
    public TrainableNetwork inUse() {
        List<Layer> layers = new ArrayList<>();
        double[] gain = FrozenNetwork.ones(architecture.inputChannels());
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray map = survey;
            for (int i = 0; i < units.size(); i++) {
                Stage stage = architecture.stages().get(i);
                Layer layer = Layer.of(
                                units.get(i).weight().toFloatArray(),
                                new float[stage.channels()],
                                stage.kernel() * stage.kernel())
                        .scaled(gain, FrozenNetwork.ones(stage.channels()));
                gain = new double[stage.channels()];
                layers.add(folded(layer, units.get(i), sums(i, map, layer), gain));
                NDArray vertexed = sums(i, map, layers.getLast());
                map = vertexed.mul(vertexed);
            }
        }
        layers.add(dense(gain));
        return TrainableNetwork.of(new FrozenNetwork(architecture, layers), manager);
    }

    private NDArray sums(int stage, NDArray map, Layer layer) {
        NDArray weight = EngineSettings.array(
                manager, layer.flatWeights(), units.get(stage).weight().getShape());
        return TrainableNetwork.sums(
                architecture,
                stage,
                map,
                weight,
                EngineSettings.array(manager, layer.bias(), new Shape(layer.outputs())));
    }

    /** The layer that makes n + v where it made these sums; notes every q in {@code gain}. */
    private static Layer folded(Layer layer, Unit unit, NDArray sums, double[] gain) {
        NDArray values = sums.transpose(1, 0, 2, 3).reshape(gain.length, -1);
        Figures of = Figures.of(values);
        NDArray normal = values.sub(of.mean().reshape(-1, 1)).div(of.deviation().reshape(-1, 1));
        Figures ofSquares = Figures.of(normal.mul(normal));
        float[] mean = of.mean().toFloatArray();
        float[] deviation = of.deviation().toFloatArray();
        float[] squaresMean = ofSquares.mean().toFloatArray();
        float[] squaresDeviation = ofSquares.deviation().toFloatArray();
        float[] first = unit.first().toFloatArray();
        float[] second = unit.second().toFloatArray();
        double[] factor = new double[gain.length];
        for (int c = 0; c < gain.length; c++) {
            double least = Math.max(Math.abs(first[c]), 1e-6) / (2 * FARTHEST_VERTEX);
            double q = second[c] / squaresDeviation[c];
            gain[c] = Math.copySign(Math.max(Math.abs(q), least), q);
            double vertex = first[c] / (2 * gain[c]);
            unit.constant()[c] = (float) (gain[c] * (vertex * vertex + squaresMean[c]));
            layer.bias()[c] = (float) (vertex * deviation[c] - mean[c]);
            factor[c] = 1 / deviation[c];
        }
        return layer.scaled(FrozenNetwork.ones(layer.inputs()), factor);
    }

    /** On squares; takes out the last stage's constants, which it does not see while it learns. */
    private Layer dense(double[] gain) {
        int area = architecture.denseSizePx() * architecture.denseSizePx();
        Layer read = Layer.of(denseWeight.toFloatArray(), denseBias.toFloatArray(), area);
        float[] constant = units.getLast().constant();
        for (int o = 0; o < read.outputs(); o++) {
            for (int i = 0; i < read.weights()[o].length; i++) {
                read.bias()[o] -= read.weights()[o][i] * constant[i / area];
            }
        }
        return read.scaled(gain, FrozenNetwork.ones(read.outputs()));
    }

    /** Of each row. */
    private record Figures(NDArray mean, NDArray deviation) {
        static Figures of(NDArray rows) {
            NDArray mean = rows.mean(new int[] {1});
            NDArray centred = rows.sub(mean.reshape(-1, 1));
            NDArray variance = centred.mul(centred).mean(new int[] {1});
            return new Figures(mean, variance.add(TrainableNetwork.EPSILON).sqrt());
        }
    }
}
