package io.veilray.trainer;

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
import io.veilray.trainer.Architecture.Stage;

/**
 * Writes a trained network as ONNX, operator set 13: Conv, Relu, MaxPool, or Conv, AveragePool, Mul; then
 * GlobalAveragePool if asked, Flatten and Gemm. The input is {@code input [1, channels, height, width]}, the output {@code logits [1, classes]}. The same network
 * gives the same bytes.
 */
final class OnnxWriter {
    static final String OUTPUT = "logits";

    private static final int OPERATOR_SET = 13;
    /** The ONNX file format version that came with operator set 13. */
    private static final int IR_VERSION = 7;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private String last = "input";

    private OnnxWriter() {}

    /** The model file's content. */
    static byte[] write(FrozenNetwork network, String name) {
        OnnxWriter writer = new OnnxWriter();
        writer.graph.setName(name);
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("veilray-trainer")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(writer.graphOf(network))
                .build()
                .toByteArray();
    }

    /** What the convolution of a stage is called. */
    static String stageName(int stage) {
        return "conv" + (stage + 1);
    }

    private GraphProto graphOf(FrozenNetwork network) {
        Architecture architecture = network.architecture();
        graph.addInput(value("input", 1, architecture.inputChannels(), architecture.sizePx(), architecture.sizePx()));
        for (int i = 0; i < architecture.stages().size(); i++) {
            stage(
                    stageName(i),
                    architecture.stages().get(i),
                    architecture.squares(),
                    network.layers().get(i));
        }
        if (architecture.globalAverage()) {
            node("GlobalAveragePool", "mean");
        }
        dense(network.layers().getLast());
        return graph.addOutput(value(OUTPUT, 1, architecture.classes())).build();
    }

    private void stage(String name, Stage stage, boolean squares, Layer layer) {
        int kernel = stage.kernel();
        int padding = stage.padding();
        weights(name, layer, layer.outputs(), layer.inputs(), kernel, kernel);
        node("Conv", name, name + ".weight", name + ".bias")
                .addAttribute(integers("kernel_shape", kernel, kernel))
                .addAttribute(integers("pads", padding, padding, padding, padding))
                .addAttribute(integers("strides", stage.stride(), stage.stride()));
        if (squares) {
            pool("AveragePool", name, stage);
            node("Mul", name + ".square", last);
        } else {
            node("Relu", name + ".relu");
            pool("MaxPool", name, stage);
        }
    }

    private void pool(String operator, String name, Stage stage) {
        if (stage.pool()) {
            node(operator, name + ".pool")
                    .addAttribute(integers("kernel_shape", 2, 2))
                    .addAttribute(integers("strides", 2, 2));
        }
    }

    private void dense(Layer layer) {
        node("Flatten", "flatten").addAttribute(integer("axis", 1));
        weights("dense", layer, layer.outputs(), layer.inputs() * layer.area());
        node("Gemm", OUTPUT, "dense.weight", "dense.bias").addAttribute(integer("transB", 1));
    }

    /** A node that reads the previous node's output first, and whose output bears its name. */
    private NodeProto.Builder node(String operator, String name, String... weights) {
        NodeProto.Builder node =
                graph.addNodeBuilder().setOpType(operator).setName(name).addInput(last);
        for (String weight : weights) {
            node.addInput(weight);
        }
        last = name;
        return node.addOutput(name);
    }

    private void weights(String name, Layer layer, long... shape) {
        tensor(name + ".weight", layer.flatWeights(), shape);
        tensor(name + ".bias", layer.bias(), layer.outputs());
    }

    private void tensor(String name, float[] values, long... shape) {
        TensorProto.Builder tensor =
                graph.addInitializerBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long side : shape) {
            tensor.addDims(side);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long side : shape) {
            dimensions.addDim(Dimension.newBuilder().setDimValue(side));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(dimensions)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
