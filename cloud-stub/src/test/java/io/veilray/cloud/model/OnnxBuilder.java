package io.veilray.cloud.model;

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
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/** Builds ONNX files node by node, with random weights, as PyTorch would export them. */
final class OnnxBuilder {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final SplittableRandom random;
    private int next;

    OnnxBuilder(long seed, int... inputShape) {
        random = new SplittableRandom(seed);
        graph.addInput(value("x", 1, inputShape[0], inputShape[1], inputShape[2]));
    }

    byte[] build(String output) {
        graph.addOutput(value(output));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** Adds a node and returns the name of what it makes. */
    String node(String operator, String[] inputs, AttributeProto... attributes) {
        String output = operator.toLowerCase(java.util.Locale.ROOT) + next++;
        NodeProto.Builder node =
                graph.addNodeBuilder().setOpType(operator).setName(output).addOutput(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        for (AttributeProto attribute : attributes) {
            node.addAttribute(attribute);
        }
        return output;
    }

    String conv(String input, int out, int in, int kernel, int stride, int... pads) {
        double scale = 1.2 / Math.sqrt((double) in * kernel * kernel);
        String weights = floats(scale, out, in, kernel, kernel);
        return node(
                "Conv",
                new String[] {input, weights, floats(0.1, out)},
                ints("kernel_shape", kernel, kernel),
                ints("strides", stride, stride),
                ints("pads", pads));
    }

    String batchNorm(String input, int channels) {
        return node(
                "BatchNormalization",
                new String[] {
                    input, positive(channels), floats(0.2, channels), floats(0.2, channels), positive(channels)
                },
                AttributeProto.newBuilder()
                        .setName("epsilon")
                        .setType(AttributeType.FLOAT)
                        .setF(1e-3f)
                        .build());
    }

    String relu(String input) {
        return node("Relu", new String[] {input});
    }

    String add(String a, String b) {
        return node("Add", new String[] {a, b});
    }

    String pool(String operator, String input, int kernel, int stride, int pad, long... flags) {
        AttributeProto[] attributes = new AttributeProto[] {
            ints("kernel_shape", kernel, kernel),
            ints("strides", stride, stride),
            ints("pads", pad, pad, pad, pad),
            integer("ceil_mode", flags.length > 0 ? flags[0] : 0)
        };
        if (operator.equals("AveragePool")) {
            attributes = java.util.Arrays.copyOf(attributes, 5);
            attributes[4] = integer("count_include_pad", flags.length > 1 ? flags[1] : 0);
        }
        return node(operator, new String[] {input}, attributes);
    }

    String dense(String input, int in, int out) {
        String flat = node("Flatten", new String[] {input}, integer("axis", 1));
        return node(
                "Gemm",
                new String[] {flat, floats(1 / Math.sqrt(in), out, in), floats(0.1, out)},
                integer("transB", 1));
    }

    /** A constant with random values of that size, stored as raw bytes. */
    String floats(double scale, int... dims) {
        int entries = java.util.Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        ByteBuffer raw = ByteBuffer.allocate(4 * entries).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < entries; i++) {
            raw.putFloat((float) ((random.nextDouble() * 2 - 1) * scale));
        }
        return constant(raw, TensorProto.DataType.FLOAT, dims);
    }

    /** A constant with one value in all its entries. */
    String filled(float value, int... dims) {
        int entries = java.util.Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        ByteBuffer raw = ByteBuffer.allocate(4 * entries).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < entries; i++) {
            raw.putFloat(value);
        }
        return constant(raw, TensorProto.DataType.FLOAT, dims);
    }

    private String positive(int n) {
        ByteBuffer raw = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < n; i++) {
            raw.putFloat((float) (0.5 + random.nextDouble()));
        }
        return constant(raw, TensorProto.DataType.FLOAT, n);
    }

    String integers(long... values) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            raw.putLong(value);
        }
        return constant(raw, TensorProto.DataType.INT64, values.length);
    }

    private String constant(ByteBuffer raw, TensorProto.DataType type, int... dims) {
        String name = "c" + next++;
        TensorProto.Builder tensor = graph.addInitializerBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(raw.flip()));
        for (int dim : dims) {
            tensor.addDims(dim);
        }
        return name;
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto ints(String name, int... values) {
        AttributeProto.Builder out = AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (int value : values) {
            out.addInts(value);
        }
        return out.build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private static ValueInfoProto value(String name, int... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (int side : shape) {
            dims.addDim(Dimension.newBuilder().setDimValue(side));
        }
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(1);
        if (shape.length > 0) {
            tensor.setShape(dims);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** A card for the model. */
    static String card(int height, int width, int classes, int ringBits, int multiplierBits, String calibration) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < classes; i++) {
            names.append(i == 0 ? "" : ",").append("\"class ").append(i).append('"');
        }
        return """
                {"format":1,"id":"test-net","version":"1","title":"A test","classes":[%s],
                 "input":{"channels":1,"heightPx":%d,"widthPx":%d,"modalities":[],"resampling":"stretch","window":null},
                 "arithmetic":{"ringBits":%d,"activationBits":10,"weightBits":14,"multiplierBits":%d,"calibration":%s},
                 "modes":["masked"],"intendedUse":"tests","limits":"none",
                 "training":{"data":"none","licence":"none"},
                 "accuracy":{"split":"none","images":0,"accuracy":0,"auc":0}}
                """.formatted(names, height, width, ringBits, multiplierBits, calibration);
    }
}
