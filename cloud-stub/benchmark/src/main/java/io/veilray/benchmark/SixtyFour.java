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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * The network of the speed targets: 64x64 input, four convolutions of 3x3 with 16, 16, 32 and 32 channels, maximum pooling
 * 2x2 after the first three, a dense layer to two classes. Weights are random and small enough for a 32-bit ring, since
 * time does not depend on them.
 */
final class SixtyFour {
    static final String ID = "bench-64";
    private static final int SIDE = 64;
    private static final int[] CHANNELS = {16, 16, 32, 32};

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName(ID);
    private final SplittableRandom random = new SplittableRandom(64);
    private String last = "x";

    private SixtyFour() {}

    /** Writes model and card into a model folder. */
    static void write(Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve(ID));
        Files.write(own.resolve("model.onnx"), new SixtyFour().build().toByteArray());
        Files.writeString(own.resolve("card.json"), card());
    }

    /** Removes what {@link #write} made. */
    static void delete(Path folder) throws IOException {
        Path own = folder.resolve(ID);
        for (Path file : new Path[] {own.resolve("model.onnx"), own.resolve("card.json"), own, folder}) {
            Files.delete(file);
        }
    }

    private ModelProto build() {
        graph.addInput(value("x", 1, 1, SIDE, SIDE));
        int channels = 1;
        for (int i = 0; i < CHANNELS.length; i++) {
            // three quarters of an even share of the sum, so that the proved range stays below one
            float scale = 0.75f / (channels * 9);
            node("Conv", tensor("w" + i, scale, CHANNELS[i], channels, 3, 3), tensor("b" + i, 0.1f, CHANNELS[i]))
                    .addAttribute(ints("pads", 1, 1, 1, 1));
            node("Relu");
            if (i < 3) {
                node("MaxPool").addAttribute(ints("kernel_shape", 2, 2)).addAttribute(ints("strides", 2, 2));
            }
            channels = CHANNELS[i];
        }
        node("Flatten");
        int inputs = channels * SIDE / 8 * SIDE / 8;
        node("Gemm", tensor("w", 1f / inputs, 2, inputs), tensor("b", 0.1f, 2))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("transB")
                        .setType(AttributeType.INT)
                        .setI(1));
        graph.addOutput(value(last));
        return ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build();
    }

    private NodeProto.Builder node(String operator, String... weights) {
        NodeProto.Builder node = graph.addNodeBuilder().setOpType(operator).addInput(last);
        for (String weight : weights) {
            node.addInput(weight);
        }
        last = operator.toLowerCase(java.util.Locale.ROOT) + graph.getNodeCount();
        return node.setName(last).addOutput(last);
    }

    private String tensor(String name, float scale, long... dims) {
        TensorProto.Builder tensor =
                graph.addInitializerBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        long entries = 1;
        for (long dim : dims) {
            tensor.addDims(dim);
            entries *= dim;
        }
        for (long i = 0; i < entries; i++) {
            tensor.addFloatData((random.nextFloat() * 2 - 1) * scale);
        }
        return name;
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
        for (long side : shape) {
            dims.addDim(Dimension.newBuilder().setDimValue(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static String card() {
        return """
                {"format":1,"id":"%s","version":"1","title":"Speed target network","classes":["a","b"],
                 "input":{"channels":1,"heightPx":64,"widthPx":64,"modalities":[],"resampling":"stretch","window":null},
                 "arithmetic":{"ringBits":32,"activationBits":10,"weightBits":14,"multiplierBits":2,"calibration":null},
                 "modes":["masked"],"intendedUse":"Benchmarks.","limits":"Random weights.",
                 "training":{"data":"none","licence":"none"},
                 "accuracy":{"split":"none","images":0,"accuracy":0,"auc":0}}
                """.formatted(ID);
    }
}
