package io.veilray.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import io.veilray.trainer.Architecture.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The network on the engine, with gradients. Batch norm is there while it learns from scratch, and gone once folded. */
final class TrainableNetwork implements Learner {
    static final float EPSILON = 1e-5f;
    private static final float RUNNING_SHARE_KEPT = 0.9f;
    /**
     * How much a sum below zero counts in the bound that training lowers, against one above. ReLU drops it, so the logits
     * do not care; but it must fit the ring too, and where it is the larger side it takes precision from the other.
     */
    private static final float BELOW_SHARE = 0.1f;

    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);

    private final Architecture architecture;
    private final List<Unit> units;

    /** Weights of one layer; {@code norm} only on convolutions before folding, where the bias is the norm's shift. */
    private record Unit(
            NDArray weight, NDArray bias, @Nullable Norm norm) {}

    private record Norm(NDArray scale, NDArray mean, NDArray variance) {}

    private TrainableNetwork(Architecture architecture, List<Unit> units) {
        this.architecture = architecture;
        this.units = units;
    }

    /** Fresh weights, He-initialised, with batch norm after each convolution. */
    static TrainableNetwork fresh(Architecture architecture, NDManager manager, SplittableRandom random) {
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < architecture.stages().size(); i++) {
            int outputs = architecture.stages().get(i).channels();
            Norm norm = new Norm(
                    trainable(manager.ones(new Shape(outputs))),
                    manager.zeros(new Shape(outputs)),
                    manager.ones(new Shape(outputs)));
            Shape shape = convolutionShape(architecture, i);
            units.add(unit(manager, gaussian(shape, random), new float[outputs], shape, norm));
        }
        Shape dense = denseShape(architecture);
        units.add(unit(manager, gaussian(dense, random), new float[architecture.classes()], dense, null));
        return new TrainableNetwork(architecture, units);
    }

    /** Trained weights to go on with; no batch norm. */
    static TrainableNetwork of(FrozenNetwork frozen, NDManager manager) {
        Architecture architecture = frozen.architecture();
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < frozen.layers().size(); i++) {
            Layer layer = frozen.layers().get(i);
            boolean dense = i == architecture.stages().size();
            Shape shape = dense ? denseShape(architecture) : convolutionShape(architecture, i);
            units.add(unit(manager, layer.flatWeights(), layer.bias(), shape, null));
        }
        return new TrainableNetwork(architecture, units);
    }

    /** Of each stage. */
    int[] channels() {
        return architecture.stages().stream().mapToInt(Stage::channels).toArray();
    }

    @Override
    public boolean squares() {
        return architecture.squares();
    }

    @Override
    public TrainableNetwork inUse() {
        return this;
    }

    @Override
    public NDArray learn(NDArray images, List<NDArray> maps) {
        return forward(images, true, maps);
    }

    /**
     * The same function with batch norm after each convolution, as some images make it; of squares.
     *
     * @param images {@code [image][channel][row][column]}
     */
    static TrainableNetwork normalising(FrozenNetwork frozen, NDArray images) {
        NDManager manager = images.getManager();
        TrainableNetwork plain = of(frozen, manager);
        List<Unit> units = new ArrayList<>();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            List<NDArray> maps = new ArrayList<>();
            plain.forward(images, false, maps);
            for (int i = 0; i < maps.size(); i++) {
                units.add(normalising(plain.units.get(i), maps.get(i)));
            }
        }
        units.add(plain.units.getLast());
        return new TrainableNetwork(frozen.architecture(), units);
    }

    private static Unit normalising(Unit plain, NDArray map) {
        long channels = map.getShape().get(1);
        NDArray values = map.transpose(1, 0, 2, 3).reshape(channels, -1);
        NDArray mean = values.mean(new int[] {1});
        NDArray centred = values.sub(mean.reshape(channels, 1));
        NDArray variance = centred.mul(centred).mean(new int[] {1});
        NDArray scale = variance.add(EPSILON).sqrt();
        NDArray before = mean.sub(plain.bias());
        List.of(mean, variance, scale, before).forEach(NDScope::unregister);
        return new Unit(plain.weight(), trainable(mean), new Norm(trainable(scale), before, variance));
    }

    /** Logits {@code [image][class]} of images {@code [image][channel][row][column]}. */
    NDArray forward(NDArray images, boolean training) {
        return forward(images, training, new ArrayList<>());
    }

    /** The same; adds to a list what every stage squares, or makes by ReLU. */
    NDArray forward(NDArray images, boolean training, List<NDArray> maps) {
        NDArray map = images;
        for (int i = 0; i < architecture.stages().size(); i++) {
            map = stage(i, map, training, maps);
        }
        return dense(
                architecture, map, units.getLast().weight(), units.getLast().bias());
    }

    static NDArray dense(Architecture architecture, NDArray map, NDArray weight, NDArray bias) {
        long images = map.getShape().get(0);
        NDArray read = architecture.globalAverage()
                ? map.reshape(images, architecture.denseChannels(), -1).mean(new int[] {2})
                : map.reshape(images, -1);
        return read.matMul(weight.transpose()).add(bias);
    }

    /**
     * A bound on the logits with the classes' common part taken out, for inputs in [0, 1]; differentiable. It is at least
     * the proved one, because sums below zero count too. Only after folding.
     */
    NDArray cautiousLogitBound() {
        NDArray most = units.getFirst().bias().getManager().ones(new Shape(architecture.inputChannels(), 1));
        for (Unit unit : units.subList(0, units.size() - 1)) {
            NDArray below = high(unit.weight().neg(), unit.bias().neg(), most);
            most = high(unit.weight(), unit.bias(), most).maximum(below.mul(BELOW_SHARE));
        }
        Unit dense = units.getLast();
        NDArray weight = dense.weight().sub(dense.weight().mean(new int[] {0}, true));
        NDArray bias = dense.bias().sub(dense.bias().mean());
        return high(weight, bias, most)
                .maximum(high(weight.neg(), bias.neg(), most))
                .max();
    }

    @Override
    public List<NDArray> trainable() {
        List<NDArray> all = new ArrayList<>();
        for (Unit unit : units) {
            all.add(unit.weight());
            all.add(unit.bias());
            if (unit.norm() != null) {
                all.add(unit.norm().scale());
            }
        }
        return all;
    }

    /** The weights as plain numbers, batch norm folded in. */
    FrozenNetwork freeze() {
        return new FrozenNetwork(
                architecture,
                IntStream.range(0, units.size()).mapToObj(this::frozen).toList());
    }

    private NDArray stage(int index, NDArray map, boolean training, List<NDArray> maps) {
        Unit unit = units.get(index);
        Stage stage = architecture.stages().get(index);
        NDArray bias = unit.norm() == null ? unit.bias() : null;
        NDArray linear = sums(architecture, index, map, unit.weight(), bias);
        NDArray sum = unit.norm() == null ? linear : normalised(linear, unit, training);
        if (architecture.squares()) {
            maps.add(sum);
            return sum.mul(sum);
        }
        NDArray active = sum.getNDArrayInternal().relu();
        maps.add(stage.pool() ? Pool.maxPool2d(active, TWO, TWO, NONE, false) : active);
        return maps.getLast();
    }

    /** What a stage's convolution makes of a map; averaged where squares are pooled. */
    static NDArray sums(Architecture architecture, int index, NDArray map, NDArray weight, @Nullable NDArray bias) {
        Stage stage = architecture.stages().get(index);
        Shape stride = new Shape(stage.stride(), stage.stride());
        Shape padding = new Shape(stage.padding(), stage.padding());
        NDArray linear = Conv2d.conv2d(map, weight, bias, stride, padding).singletonOrThrow();
        return architecture.squares() && stage.pool() ? Pool.avgPool2d(linear, TWO, TWO, NONE, false, true) : linear;
    }

    /** Each channel brought to mean 0 and deviation 1 over the batch. */
    static NDArray normal(NDArray map) {
        Shape channels = new Shape(map.getShape().get(1));
        NDManager manager = map.getManager();
        NDArray zeros = manager.zeros(channels);
        NDArray ones = manager.ones(channels);
        return BatchNorm.batchNorm(
                        map,
                        manager.zeros(channels),
                        manager.ones(channels),
                        ones,
                        zeros,
                        1,
                        RUNNING_SHARE_KEPT,
                        EPSILON,
                        true)
                .singletonOrThrow();
    }

    private static NDArray normalised(NDArray sum, Unit unit, boolean training) {
        Norm norm = unit.norm();
        return BatchNorm.batchNorm(
                        sum,
                        norm.mean(),
                        norm.variance(),
                        norm.scale(),
                        unit.bias(),
                        1,
                        RUNNING_SHARE_KEPT,
                        EPSILON,
                        training)
                .singletonOrThrow();
    }

    /** Largest sums for inputs from 0 to {@code most} (a column, one row a channel). */
    private static NDArray high(NDArray weight, NDArray bias, NDArray most) {
        long outputs = weight.getShape().get(0);
        NDArray positive = weight.maximum(0f).reshape(outputs, most.getShape().get(0), -1);
        return positive.sum(new int[] {2}).matMul(most).add(bias.reshape(-1, 1));
    }

    private Layer frozen(int index) {
        Unit unit = units.get(index);
        float[] weight = unit.weight().toFloatArray();
        float[] bias = unit.bias().toFloatArray();
        boolean dense = index == architecture.stages().size();
        int side = dense
                ? architecture.denseSizePx()
                : architecture.stages().get(index).kernel();
        return folded(Layer.of(weight, bias, side * side), unit.norm());
    }

    private static Layer folded(Layer layer, @Nullable Norm norm) {
        if (norm == null) {
            return layer;
        }
        float[] scale = norm.scale().toFloatArray();
        float[] mean = norm.mean().toFloatArray();
        float[] variance = norm.variance().toFloatArray();
        for (int o = 0; o < scale.length; o++) {
            float factor = (float) (scale[o] / Math.sqrt(variance[o] + EPSILON));
            layer.bias()[o] -= mean[o] * factor;
            for (int i = 0; i < layer.weights()[o].length; i++) {
                layer.weights()[o][i] *= factor;
            }
        }
        return layer;
    }

    private static Unit unit(NDManager manager, float[] weight, float[] bias, Shape shape, @Nullable Norm norm) {
        NDArray weights = EngineSettings.array(manager, weight, shape);
        NDArray biases = EngineSettings.array(manager, bias, new Shape(bias.length));
        return new Unit(trainable(weights), trainable(biases), norm);
    }

    static NDArray trainable(NDArray array) {
        array.setRequiresGradient(true);
        return array;
    }

    static Shape convolutionShape(Architecture architecture, int stage) {
        Stage shape = architecture.stages().get(stage);
        return new Shape(shape.channels(), architecture.inputChannels(stage), shape.kernel(), shape.kernel());
    }

    static Shape denseShape(Architecture architecture) {
        int side = architecture.denseSizePx();
        return new Shape(architecture.classes(), (long) architecture.denseChannels() * side * side);
    }

    /** Trainable and He-initialised. */
    static NDArray gaussian(NDManager manager, Shape shape, SplittableRandom random) {
        return trainable(EngineSettings.array(manager, gaussian(shape, random), shape));
    }

    private static float[] gaussian(Shape shape, SplittableRandom random) {
        double deviation = Math.sqrt(2.0 / shape.slice(1).size());
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
