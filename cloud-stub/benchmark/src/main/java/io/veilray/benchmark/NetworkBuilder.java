package io.veilray.benchmark;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.protocol.NonlinearMode;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a network as ONNX with its card and has the ordinary import read it. Square maps, one grey channel in, random
 * weights, since time does not depend on them; they are scaled so that the import proves all ranges.
 */
final class NetworkBuilder {
    /** A value of the graph: its name, channels and side in pixels. */
    record Tensor(String name, int channels, int side) {}

    /** The card's arithmetic and mode. */
    record Numbers(NonlinearMode mode, int ringBits, int activationBits, int weightBits, int multiplierBits) {
        /** Of the speed targets in masked mode. */
        static final Numbers MASKED_32 = new Numbers(NonlinearMode.MASKED, 32, 10, 14, 2);
    }

    private final String id;
    private final int side;
    private final Numbers numbers;
    private final GraphProto.Builder graph;
    private final SplittableRandom random = new SplittableRandom(64);

    NetworkBuilder(String id, int side, Numbers numbers) {
        this.id = id;
        this.side = side;
        this.numbers = numbers;
        this.graph = GraphProto.newBuilder().setName(id).addInput(value("x", 1, 1, side, side));
    }

    Tensor input() {
        return new Tensor("x", 1, side);
    }

    /**
     * Padded by (kernel - 1) / 2.
     *
     * @param gain of the proved range, if activations are at least 0: half of the uniform weights are positive and half
     *     as large as the largest on average, so those add up to a quarter of the taps times the largest
     */
    Tensor conv(Tensor from, int channels, int kernel, int stride, double gain) {
        float largest = (float) (4 * gain / (from.channels() * kernel * kernel));
        NodeProto.Builder node = node("Conv", from.name());
        weights(node, largest, channels, from.channels(), kernel, kernel);
        weights(node, 0.1f, channels);
        int pad = (kernel - 1) / 2;
        node.addAttribute(ints("pads", pad, pad, pad, pad)).addAttribute(ints("strides", stride, stride));
        return new Tensor(node.getName(), channels, (from.side() + 2 * pad - kernel) / stride + 1);
    }

    Tensor relu(Tensor from) {
        return new Tensor(node("Relu", from.name()).getName(), from.channels(), from.side());
    }

    /** The value times itself. */
    Tensor square(Tensor from) {
        return new Tensor(node("Mul", from.name(), from.name()).getName(), from.channels(), from.side());
    }

    Tensor averagePool(Tensor from, int kernel, int stride, int pad) {
        return pool("AveragePool", from, kernel, stride, pad);
    }

    Tensor maxPool(Tensor from, int kernel, int stride, int pad) {
        return pool("MaxPool", from, kernel, stride, pad);
    }

    private Tensor pool(String operator, Tensor from, int kernel, int stride, int pad) {
        NodeProto.Builder node = node(operator, from.name())
                .addAttribute(ints("kernel_shape", kernel, kernel))
                .addAttribute(ints("strides", stride, stride))
                .addAttribute(ints("pads", pad, pad, pad, pad));
        return new Tensor(node.getName(), from.channels(), (from.side() + 2 * pad - kernel) / stride + 1);
    }

    Tensor concat(Tensor a, Tensor b) {
        NodeProto.Builder node = node("Concat", a.name(), b.name())
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeType.INT)
                        .setI(1));
        return new Tensor(node.getName(), a.channels() + b.channels(), a.side());
    }

    Tensor add(Tensor a, Tensor b) {
        return new Tensor(node("Add", a.name(), b.name()).getName(), a.channels(), a.side());
    }

    Tensor globalAverage(Tensor from) {
        return new Tensor(node("GlobalAveragePool", from.name()).getName(), from.channels(), 1);
    }

    Tensor dense(Tensor from, int outputs) {
        String flat = node("Flatten", from.name()).getName();
        int inputs = from.channels() * from.side() * from.side();
        NodeProto.Builder node = node("Gemm", flat)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("transB")
                        .setType(AttributeType.INT)
                        .setI(1));
        weights(node, 2f / inputs, outputs, inputs);
        weights(node, 0.1f, outputs);
        return new Tensor(node.getName(), outputs, 1);
    }

    /** The network that ends in those logits, as a server would load it. */
    CheckedModel build(Tensor logits) throws ModelException {
        String last = logits.side() == 1 && logits.name().startsWith("gemm")
                ? logits.name()
                : node("Flatten", logits.name()).getName();
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph.addOutput(value(last)))
                .build();
        return CheckedModel.load(model.toByteArray(), card(logits.channels()));
    }

    private NodeProto.Builder node(String operator, String... inputs) {
        String name = operator.toLowerCase(Locale.ROOT) + graph.getNodeCount();
        NodeProto.Builder node =
                graph.addNodeBuilder().setOpType(operator).setName(name).addOutput(name);
        for (String input : inputs) {
            node.addInput(input);
        }
        return node;
    }

    private void weights(NodeProto.Builder node, float largest, long... dims) {
        String name = "w" + graph.getInitializerCount();
        TensorProto.Builder tensor =
                graph.addInitializerBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        long entries = 1;
        for (long dim : dims) {
            tensor.addDims(dim);
            entries *= dim;
        }
        for (long i = 0; i < entries; i++) {
            tensor.addFloatData((random.nextFloat() * 2 - 1) * largest);
        }
        node.addInput(name);
    }

    private static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder out = AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long value : values) {
            out.addInts(value);
        }
        return out.build();
    }

    private static ValueInfoProto value(String name, long... shape) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(1);
        TensorShapeProto.Builder dims = tensor.getShapeBuilder();
        for (long length : shape) {
            dims.addDim(Dimension.newBuilder().setDimValue(length));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private String card(int classes) {
        String names = IntStream.range(0, classes)
                .mapToObj(number -> "\"class " + number + "\"")
                .collect(Collectors.joining(","));
        return """
                {"format":1,"id":"%s","version":"1","title":"Benchmark network","classes":[%s],
                 "input":{"channels":1,"heightPx":%d,"widthPx":%d,"modalities":[],"resampling":"stretch","window":null},
                 "arithmetic":{"ringBits":%d,"activationBits":%d,"weightBits":%d,"multiplierBits":%d,"calibration":null},
                 "modes":["%s"],"intendedUse":"Benchmarks.","limits":"Random weights.",
                 "training":{"data":"none","licence":"none"},
                 "accuracy":{"split":"none","images":0,"accuracy":0,"auc":0}}
                """.formatted(
                        id,
                        names,
                        side,
                        side,
                        numbers.ringBits(),
                        numbers.activationBits(),
                        numbers.weightBits(),
                        numbers.multiplierBits(),
                        numbers.mode().word());
    }
}
