package io.veilray.cloud.model;

import io.veilray.cloud.model.Lowered.Value;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns an ONNX graph into layers, each a linear sum and the nonlinear operations after it. A value is either a sum still
 * in the making, to which the next node may add, or a tensor that the client will hold; a sum becomes a tensor when
 * something reads it that cannot be part of it.
 */
final class GraphLowering {
    private final OnnxGraph graph;
    private final NodeConstants constants;
    private final Lowered lowered;

    private GraphLowering(OnnxGraph graph) {
        this.graph = graph;
        this.constants = new NodeConstants(graph.constants());
        this.lowered = new Lowered(graph);
    }

    /** The layers in order; the last one's sums are the logits. */
    static List<LinearSum> layers(OnnxGraph graph) throws ModelException {
        GraphLowering lowering = new GraphLowering(graph);
        for (OnnxNode node : graph.nodes()) {
            lowering.requireNew(node);
            lowering.lowered.put(node.output(), lowering.lower(node));
        }
        return lowering.lowered.layersAnd(lowering.last());
    }

    private void requireNew(OnnxNode node) throws ModelException {
        if (node.output().isEmpty()
                || lowered.find(node.output()) != null
                || graph.constants().containsKey(node.output())) {
            throw node.refusal("makes \"" + node.output() + "\"", "each result needs a name of its own");
        }
    }

    private LinearSum last() throws ModelException {
        Value last = lowered.find(graph.output());
        if (last != null && Arrays.stream(last.padding()).anyMatch(side -> side != 0)) {
            throw new ModelException("ONNX output \"" + OnnxNode.clipped(graph.output())
                    + "\" is made by a Pad node: a classifier must end in its logits");
        }
        if (last == null) {
            throw new ModelException("ONNX output \"" + graph.output() + "\" is made by no node: the file is damaged");
        }
        if (last.sum() != null && last.sum().linear()) {
            return last.sum();
        }
        int tensor = lowered.close(graph.output());
        return lowered.embedding(graph.nodes().getLast(), List.of(tensor)).named("logits");
    }

    private Value lower(OnnxNode node) throws ModelException {
        node.requireStandard();
        return switch (node.operator()) {
            case "Conv" -> conv(node);
            case "Gemm" -> gemm(node);
            case "MatMul" -> matMul(node);
            case "BatchNormalization" -> batchNorm(node);
            case "Add" -> add(node);
            case "Relu" -> Value.of(open(node).then(new Nonlinear.Relu())).withFlat(value(node, 0));
            case "Mul" -> product(node);
            case "Pow" -> power(node);
            case "Concat" -> concat(node);
            case "MaxPool" -> maxPool(node);
            case "AveragePool" -> averagePool(node);
            case "GlobalAveragePool" -> average(node, PoolWindow.global(map(node)), false, true);
            case "Flatten" -> flatten(node);
            case "Reshape" -> reshape(node);
            case "Pad" -> pad(node);
            case "Dropout" -> dropout(node);
            case "Identity" -> passed(node);
            case "Softmax" -> softmax(node);
            default ->
                throw node.refusal(
                        "this operator is not supported",
                        "use Conv, BatchNormalization, Relu, MaxPool, AveragePool, GlobalAveragePool, Gemm, MatMul, Add, Mul or"
                                + " Pow as a square, Concat, Flatten, Reshape, Pad, Dropout or Identity");
        };
    }

    private Value value(OnnxNode node, int input) throws ModelException {
        Value value = lowered.find(node.input(input));
        if (value == null) {
            throw node.refusal(
                    "reads \"" + node.input(input) + "\", which no node before it makes",
                    "the image or an earlier result must stand there");
        }
        return value;
    }

    private Value unpadded(OnnxNode node) throws ModelException {
        return unpadded(node, 0);
    }

    private Value unpadded(OnnxNode node, int input) throws ModelException {
        Value value = value(node, input);
        for (int side : value.padding()) {
            if (side != 0) {
                throw node.refusal("follows a Pad node", "only a Conv may; give the padding to the Conv");
            }
        }
        return value;
    }

    /** Shape of a node's input, which must be rows and columns still. */
    private TensorShape map(OnnxNode node) throws ModelException {
        Value value = unpadded(node);
        if (value.flat()) {
            throw node.refusal("reads a vector", "pool before flattening");
        }
        return value.shape();
    }

    /**
     * The sum that a node's operation can be added to: its input's, or the input's tensor as it is. After a square nothing
     * can be added.
     */
    private LinearSum open(OnnxNode node) throws ModelException {
        unpadded(node);
        Optional<LinearSum> own = lowered.own(node.input(0), node).filter(sum -> !sum.squared());
        return own.isPresent() ? own.get() : identity(node, 0);
    }

    private LinearSum identity(OnnxNode node, int input) throws ModelException {
        return lowered.embedding(node, List.of(lowered.close(node.input(input))));
    }

    /** A value under another name; closed if it has other readers, so that they share it. */
    private Value passed(OnnxNode node) throws ModelException {
        Value value = value(node, 0);
        if (value.sum() == null || lowered.readOnce(node.input(0))) {
            return value;
        }
        lowered.close(node.input(0));
        return value(node, 0);
    }

    private Value conv(OnnxNode node) throws ModelException {
        Value input = value(node, 0);
        int[] dims = constants.of(node, 1).dims();
        long groups = node.integer("group", 1);
        int channels = input.shape().channels();
        boolean fits = dims.length == 4
                && groups >= 1
                && groups <= channels
                && channels % groups == 0
                && dims[0] % groups == 0
                && dims[1] == channels / groups
                && dims[0] > 0
                && !input.flat();
        if (!fits) {
            throw node.refusal(
                    "weights " + Arrays.toString(dims) + " in " + groups + " groups on a tensor of " + channels
                            + " channels",
                    "must be [out, channels / groups, height, width]");
        }
        Sliding sliding = Sliding.of(node, input.shape(), dims[2], dims[3], input.padding());
        if (sliding.strideY() != sliding.strideX() || sliding.height() != dims[2] || sliding.width() != dims[3]) {
            throw node.refusal(
                    "stride " + sliding.strideY() + "x" + sliding.strideX(),
                    "both strides must be equal and kernel_shape that of the weights");
        }
        lowered.makeRoom(node, groups == 1 ? 0 : dims[0] * (long) channels * dims[2] * dims[3]);
        float[] kernel =
                Kernels.ungrouped(constants.floats(node, 1, dims[0] * dims[1] * dims[2] * dims[3]), dims, (int) groups);
        float[] bias = node.input(2).isEmpty() ? new float[dims[0]] : constants.floats(node, 2, dims[0]);
        TensorShape sums = new TensorShape(dims[0], sliding.outY(), sliding.outX());
        if (dims[2] * dims[3] == 1 && sliding.inside(input.shape())) {
            Optional<LinearSum> fused = fused(node, kernel, bias, sliding.strideY(), sums);
            if (fused.isPresent()) {
                return Value.of(fused.get());
            }
        }
        List<LinearSum.Term> terms = new ArrayList<>();
        int first = 0;
        for (int part : lowered.parts(node.input(0))) {
            int own = lowered.tensor(part).channels();
            LinearTerm shape = new LinearTerm(part, dims[2], dims[3], sliding.strideY(), sliding.top(), sliding.left());
            terms.add(new LinearSum.Term(shape, own, Kernels.channels(kernel, dims[0], channels, first, own)));
            first += own;
        }
        return Value.of(new LinearSum(node.name(), terms, bias, sums, List.of()));
    }

    /** The input's own sum with the node's single tap in it, if nothing nonlinear and no other reader is in the way. */
    private Optional<LinearSum> fused(OnnxNode node, float[] kernel, float[] bias, int stride, TensorShape sums) {
        if (lowered.isConcatenation(node.input(0))) {
            return Optional.empty();
        }
        return lowered.own(node.input(0))
                .filter(LinearSum::linear)
                .flatMap(first -> LayerFusion.pointwise(first, node.name(), kernel, bias, stride, sums));
    }

    /**
     * Channels of several values one after another: one sum of all their kernels if they are sums that read alike, as the
     * branches of a fire module do. Else tensors, which a Conv reads as terms of one sum and anything else as their sum of
     * embeddings, a 1x1 convolution each.
     */
    private Value concat(OnnxNode node) throws ModelException {
        requireJoinable(node);
        Optional<LinearSum> sum = sideBySide(node);
        if (sum.isPresent()) {
            return Value.of(sum.get());
        }
        List<Integer> parts = new ArrayList<>();
        for (String input : node.inputs()) {
            parts.addAll(lowered.parts(input));
        }
        return Value.of(lowered.concatenate(node, parts));
    }

    private void requireJoinable(OnnxNode node) throws ModelException {
        if (node.integer("axis", 1) != 1 || node.inputs().isEmpty()) {
            throw node.refusal("axis " + node.integer("axis", 1), "only channels, axis 1, can be joined");
        }
        for (int i = 0; i < node.inputs().size(); i++) {
            Value value = unpadded(node, i);
            TensorShape shape = value.shape();
            TensorShape wanted = value(node, 0).shape();
            if (value.flat() || shape.height() != wanted.height() || shape.width() != wanted.width()) {
                throw node.refusal("joins tensors " + wanted + " and " + shape, "height and width must be equal");
            }
        }
    }

    private Optional<LinearSum> sideBySide(OnnxNode node) throws ModelException {
        List<LinearSum> parts = new ArrayList<>();
        for (String input : node.inputs()) {
            if (!lowered.isConcatenation(input)) {
                lowered.own(input).ifPresent(parts::add);
            }
        }
        long more = parts.size() < node.inputs().size() ? Long.MAX_VALUE : LayerFusion.weightsBesides(parts);
        if (!lowered.hasRoom(more)) {
            return Optional.empty();
        }
        lowered.makeRoom(node, more);
        return Optional.of(LayerFusion.sideBySide(node.name(), parts));
    }

    private Value gemm(OnnxNode node) throws ModelException {
        node.requireOnly(Set.of("alpha", "beta", "transA", "transB"));
        if (node.integer("transA", 0) != 0) {
            throw node.refusal("transA is set", "export without it");
        }
        LinearSum sum = dense(node, node.integer("transB", 0) != 0, node.number("alpha", 1));
        if (node.input(2).isEmpty()) {
            return Value.of(sum).flattened();
        }
        float[] bias = constants.perChannel(node, 2, sum.sums(), true).clone();
        for (int o = 0; o < bias.length; o++) {
            bias[o] = bias[o] * node.number("beta", 1) + sum.bias()[o];
        }
        return Value.of(new LinearSum(sum.name(), sum.terms(), bias, sum.sums(), List.of()))
                .flattened();
    }

    private Value matMul(OnnxNode node) throws ModelException {
        return Value.of(dense(node, false, 1)).flattened();
    }

    /** A dense layer: a convolution whose kernel is the whole map. */
    private LinearSum dense(OnnxNode node, boolean transposed, float alpha) throws ModelException {
        Value input = unpadded(node);
        TensorShape map = input.shape();
        int[] dims = constants.of(node, 1).dims();
        int inputs = map.size();
        boolean vector = input.flat() || map.height() * map.width() == 1;
        if (!vector || dims.length != 2 || dims[transposed ? 1 : 0] != inputs || dims[transposed ? 0 : 1] < 1) {
            throw node.refusal(
                    "weights " + Arrays.toString(dims) + " on a tensor " + map,
                    "must fit a vector of " + inputs + " entries; flatten the tensor first");
        }
        int outputs = dims[transposed ? 0 : 1];
        float[] stored = constants.floats(node, 1, inputs * outputs);
        float[] kernel = new float[stored.length];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                kernel[o * inputs + i] = alpha * stored[transposed ? o * inputs + i : i * outputs + o];
            }
        }
        float[] bias = new float[outputs];
        TensorShape sums = new TensorShape(outputs, 1, 1);
        if (map.height() * map.width() == 1) {
            Optional<LinearSum> fused = fused(node, kernel, bias, 1, sums);
            if (fused.isPresent()) {
                return fused.get();
            }
        }
        LinearTerm term = new LinearTerm(lowered.close(node.input(0)), map.height(), map.width(), 1, 0, 0);
        return new LinearSum(
                node.name(), List.of(new LinearSum.Term(term, map.channels(), kernel)), bias, sums, List.of());
    }

    private Value batchNorm(OnnxNode node) throws ModelException {
        Value input = unpadded(node);
        BatchNorm norm = BatchNorm.of(node, constants, input.shape().channels());
        if (lowered.own(node.input(0)).filter(LinearSum::linear).isEmpty()) {
            throw node.refusal(
                    "does not directly follow a Conv, Gemm or MatMul of its own",
                    "only there can it be folded; move it");
        }
        return Value.of(input.sum().scaled(norm.scale(), norm.shift())).withFlat(input);
    }

    private Value add(OnnxNode node) throws ModelException {
        boolean firstConstant = graph.constants().containsKey(node.input(0));
        if (firstConstant || graph.constants().containsKey(node.input(1))) {
            return addBias(node, firstConstant ? 1 : 0, firstConstant ? 0 : 1);
        }
        Value a = unpadded(node, 0);
        Value b = unpadded(node, 1);
        if (!a.shape().equals(b.shape()) || a.flat() != b.flat()) {
            throw node.refusal("adds tensors " + a.shape() + " and " + b.shape(), "they must have the same shape");
        }
        LinearSum left = summand(node, 0);
        LinearSum right = summand(node, 1);
        LinearSum sum = left.plus(right);
        return Value.of(new LinearSum(node.name(), sum.terms(), sum.bias(), sum.sums(), List.of()))
                .withFlat(a);
    }

    /** A branch of a residual sum: its own linear sum if nothing else reads it, else its tensor as it is. */
    private LinearSum summand(OnnxNode node, int input) throws ModelException {
        Optional<LinearSum> own = lowered.own(node.input(input)).filter(LinearSum::linear);
        return own.isPresent() ? own.get() : identity(node, input);
    }

    private Value addBias(OnnxNode node, int valueInput, int biasInput) throws ModelException {
        Value input = value(node, valueInput);
        if (lowered.own(node.input(valueInput)).filter(LinearSum::linear).isEmpty()) {
            throw node.refusal("adds a constant to something that is no Conv, Gemm or MatMul", "add it there");
        }
        float[] bias = constants.perChannel(node, biasInput, input.shape(), input.flat());
        float[] ones = new float[bias.length];
        Arrays.fill(ones, 1);
        return Value.of(input.sum().scaled(ones, bias)).withFlat(input);
    }

    private Value product(OnnxNode node) throws ModelException {
        if (node.inputs().size() != 2 || !node.input(0).equals(node.input(1))) {
            throw node.refusal("multiplies two different values", "only a value times itself, a square, is supported");
        }
        return square(node);
    }

    private Value power(OnnxNode node) throws ModelException {
        OnnxTensor exponent = constants.of(node, 1);
        boolean two = exponent.floats() == null
                ? Arrays.equals(exponent.integers(), new long[] {2})
                : Arrays.equals(exponent.floats(), new float[] {2});
        if (!two || exponent.dims().length > 1) {
            throw node.refusal("exponent \"" + exponent.name() + "\" is not 2", "only a square is supported");
        }
        return square(node);
    }

    private Value square(OnnxNode node) throws ModelException {
        return Value.of(open(node).then(new Nonlinear.Square())).withFlat(value(node, 0));
    }

    private Value maxPool(OnnxNode node) throws ModelException {
        return Value.of(open(node).then(new Nonlinear.MaxPool(window(node))));
    }

    private PoolWindow window(OnnxNode node) throws ModelException {
        Sliding s = Sliding.of(node, map(node), 0, 0, new int[4]);
        return new PoolWindow(s.height(), s.width(), s.strideY(), s.strideX(), s.top(), s.left(), s.outY(), s.outX());
    }

    private Value averagePool(OnnxNode node) throws ModelException {
        TensorShape map = map(node);
        Sliding s = Sliding.of(node, map, 0, 0, new int[4]);
        boolean countPadding = node.integer("count_include_pad", 0) != 0;
        boolean overhang = (s.outY() - 1) * s.strideY() + s.height() > map.height() + s.top() + s.bottom()
                || (s.outX() - 1) * s.strideX() + s.width() > map.width() + s.left() + s.right();
        if (overhang && countPadding) {
            throw node.refusal("ceil_mode with count_include_pad", "frameworks disagree on it; use one of them");
        }
        return average(node, window(node), countPadding, s.inside(map) && s.strideY() == s.strideX());
    }

    /** Fused into the convolution before it if nothing nonlinear stands between, else the client's. */
    private Value average(OnnxNode node, PoolWindow window, boolean countPadding, boolean fusible)
            throws ModelException {
        LinearSum sum = open(node);
        PoolWindow steps = single(window);
        if (!fusible || !sum.linear() || !sum.fitsAveraged(steps)) {
            return Value.of(sum.then(new Nonlinear.AveragePool(window, countPadding)));
        }
        lowered.makeRoom(node, sum.averagedWeights(steps));
        return Value.of(sum.averaged(steps));
    }

    /** A window with a single position needs no stride. */
    private static PoolWindow single(PoolWindow window) {
        boolean one = window.outputHeight() == 1 && window.outputWidth() == 1;
        return one ? new PoolWindow(window.height(), window.width(), 1, 1, 0, 0, 1, 1) : window;
    }

    private Value dropout(OnnxNode node) throws ModelException {
        if (!node.input(2).isEmpty()) {
            throw node.refusal("has a training switch", "export the model in evaluation mode, without it");
        }
        return passed(node);
    }

    private Value flatten(OnnxNode node) throws ModelException {
        if (node.integer("axis", 1) != 1) {
            throw node.refusal("axis " + node.integer("axis", 1), "must be 1, keeping the batch");
        }
        unpadded(node);
        return passed(node).flattened();
    }

    private Value reshape(OnnxNode node) throws ModelException {
        Value input = unpadded(node);
        long[] wanted = constants.of(node, 1).integers();
        boolean vector = wanted != null
                && wanted.length == 2
                && (wanted[1] == -1 || wanted[1] == input.shape().size())
                && (wanted[0] == 1 || wanted[0] == 0 || wanted[0] == -1 && wanted[1] != -1);
        if (!vector) {
            throw node.refusal(
                    "reshapes to " + Arrays.toString(wanted), "only [1, n], a vector of all entries, is supported");
        }
        return passed(node).flattened();
    }

    private Value pad(OnnxNode node) throws ModelException {
        Value input = unpadded(node);
        int[] padding = Sliding.announced(node, constants);
        if (input.flat()) {
            throw node.refusal("pads a vector", "pad before flattening");
        }
        int tensor = lowered.close(node.input(0));
        return new Value(null, tensor, lowered.tensor(tensor), false, padding);
    }

    private Value softmax(OnnxNode node) throws ModelException {
        if (!node.output().equals(graph.output())) {
            throw node.refusal("stands inside the network", "it may only be the last node, where the client does it");
        }
        if (!value(node, 0).flat()) {
            throw node.refusal("reads rows and columns", "flatten before it");
        }
        return value(node, 0);
    }
}
