package io.veilray.cloud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.veilray.protocol.LayerShape;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Files that look right and mean something else, and files made to exhaust the server: read per channel what ONNX spreads
 * along rows, and every class is wrong without a word.
 */
class ImportTrapsTest {
    private static final int SIDE = 8;

    private static OnnxBuilder onnx() {
        return new OnnxBuilder(11, 1, SIDE, SIDE);
    }

    private static String card(int classes) {
        return OnnxBuilder.card(SIDE, SIDE, classes, 41, 2, "null");
    }

    private static Patch image() {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 29 % 64 / 64f;
        }
        return new Patch(1, SIDE, SIDE, values, new Region(0, 0, SIDE, SIDE));
    }

    private static void assertRefused(String expected, Function<OnnxBuilder, String> network) {
        OnnxBuilder onnx = onnx();
        byte[] file = onnx.build(network.apply(onnx));
        assertRefused(expected, file);
    }

    private static void assertRefused(String expected, byte[] file) {
        String message = assertThrows(ModelException.class, () -> CheckedModel.load(file, card(2)))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    private static CheckedModel assertAgrees(byte[] file, int classes) throws ModelException {
        CheckedModel model = CheckedModel.load(file, card(classes));
        float[] expected = OnnxRuntimeReference.logits(file, image().values(), SIDE, SIDE);
        double[] logits = new FloatModel(model).logits(image());
        for (int i = 0; i < classes; i++) {
            assertEquals(expected[i], logits[i], 1e-4);
        }
        return model;
    }

    @Test
    void constantThatSpreadsAlongRows_isNotTakenForABias() {
        // 8 channels of 8x8: ONNX adds [8] to columns, [8,1] to rows, [8,1,1] to channels
        assertRefused("dimensions [8]", o -> o.add(o.conv("x", 8, 1, 3, 1, 1, 1, 1, 1), o.floats(1, 8)));
        assertRefused("dimensions [8, 1]", o -> o.add(o.conv("x", 8, 1, 3, 1, 1, 1, 1, 1), o.floats(1, 8, 1)));
    }

    @Test
    void constantsThatSpreadOverChannels_agreeWithOnnxRuntime() throws ModelException {
        for (int[] dims : new int[][] {{8, 1, 1}, {1, 8, 1, 1}, {1}, {1, 1}, {}}) {
            OnnxBuilder o = onnx();
            String biased = o.add(o.conv("x", 8, 1, 3, 1, 1, 1, 1, 1), o.floats(1, dims));
            assertAgrees(o.build(o.dense(o.relu(biased), 8 * 64, 2)), 2);
        }
    }

    @Test
    void automaticPaddingAfterPad_countsThePaddedMap() throws ModelException {
        for (String kind : new String[] {"SAME_UPPER", "SAME_LOWER"}) {
            OnnxBuilder o = onnx();
            // 8 + 1 rows and columns at stride 2: five outputs, not four
            String padded = o.node("Pad", new String[] {"x", o.integers(0, 0, 0, 1, 0, 0, 1, 0)});
            String conv = o.node(
                    "Conv",
                    new String[] {padded, o.floats(1, 2, 1, 3, 3)},
                    OnnxBuilder.text("auto_pad", kind),
                    OnnxBuilder.ints("strides", 2, 2));
            assertAgrees(o.build(o.dense(o.relu(conv), 2 * 25, 2)), 2);
        }
    }

    @Test
    void gemmBias_isScaledByBetaAndSpread() throws ModelException {
        for (int[] dims : new int[][] {{3}, {1, 3}, {1}}) {
            OnnxBuilder o = onnx();
            String flat = o.node("Flatten", new String[] {"x"});
            String[] inputs = {flat, o.floats(0.2, 64, 3), o.floats(1, dims)};
            String logits = o.node("Gemm", inputs, real("alpha", 0.5f), real("beta", 3));
            assertAgrees(o.build(logits), 3);
        }
    }

    private static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    @Test
    void valueReadUnderTwoNames_becomesOneLayer() throws ModelException {
        OnnxBuilder o = onnx();
        String conv = o.conv("x", 3, 1, 3, 1, 1, 1, 1, 1);
        String alias = o.node("Identity", new String[] {conv});
        String sum = o.add(o.relu(alias), o.conv(conv, 3, 3, 3, 1, 1, 1, 1, 1));
        CheckedModel model = assertAgrees(o.build(o.dense(o.relu(sum), 3 * 64, 2)), 2);
        // the shared convolution, its ReLU, the residual sum, the dense layer
        assertEquals(4, model.shape().rounds());
    }

    @Test
    void finalSoftmax_isLeftToTheClient() throws ModelException {
        OnnxBuilder plain = onnx();
        byte[] withLogits = plain.build(plain.dense("x", 64, 2));
        OnnxBuilder o = onnx();
        byte[] file = o.build(o.node("Softmax", new String[] {o.dense("x", 64, 2)}));
        double[] logits = new FloatModel(CheckedModel.load(file, card(2))).logits(image());
        double[] expected = new FloatModel(CheckedModel.load(withLogits, card(2))).logits(image());
        assertEquals(Arrays.toString(expected), Arrays.toString(logits));
        assertRefused("flatten", b -> b.node("Softmax", new String[] {b.conv("x", 2, 1, 8, 1, 0, 0, 0, 0)}));
    }

    @Test
    void equalNodeNames_giveLayersOfDifferentNames() throws ModelException {
        OnnxBuilder o = onnx();
        byte[] file = o.build(o.dense(o.relu(o.conv("x", 3, 1, 3, 1, 1, 1, 1, 1)), 3 * 64, 2));
        byte[] renamed = changed(file, model -> {
            for (NodeProto.Builder node : model.getGraphBuilder().getNodeBuilderList()) {
                node.setName("same");
            }
            return model;
        });
        List<String> names = CheckedModel.load(renamed, card(2)).shape().layers().stream()
                .map(LayerShape::name)
                .toList();
        assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
    }

    @Test
    void weightsInEitherStorage_areTheSame() throws ModelException {
        OnnxBuilder o = onnx();
        byte[] file = o.build(o.dense(o.relu(o.conv("x", 3, 1, 3, 1, 1, 1, 1, 1)), 3 * 64, 2));
        assertAgrees(changed(file, ImportTrapsTest::listed), 2);
    }

    /** Moves every raw float into the list. */
    private static ModelProto.Builder listed(ModelProto.Builder model) {
        for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
            var floats = tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            tensor.clearRawData();
            while (floats.hasRemaining()) {
                tensor.addFloatData(floats.get());
            }
        }
        return model;
    }

    @Test
    void constantNode_countsAsAConstant() throws ModelException {
        OnnxBuilder o = onnx();
        byte[] file = o.build(o.dense(o.relu(o.conv("x", 3, 1, 3, 1, 1, 1, 1, 1)), 3 * 64, 2));
        assertAgrees(changed(file, ImportTrapsTest::inConstantNodes), 2);
    }

    private static ModelProto.Builder inConstantNodes(ModelProto.Builder model) {
        GraphProto.Builder graph = model.getGraphBuilder();
        for (TensorProto tensor : graph.getInitializerList()) {
            graph.addNode(
                    0,
                    NodeProto.newBuilder()
                            .setOpType("Constant")
                            .addOutput(tensor.getName())
                            .addAttribute(AttributeProto.newBuilder()
                                    .setName("value")
                                    .setType(AttributeType.TENSOR)
                                    .setT(tensor)));
        }
        graph.clearInitializer();
        return model;
    }

    private static byte[] changed(byte[] file, UnaryOperator<ModelProto.Builder> change) {
        try {
            return change.apply(ModelProto.parseFrom(file).toBuilder()).build().toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void modelsInTrainingMode_areRefused() {
        assertRefused("training_mode", o -> {
            String conv = o.conv("x", 2, 1, 3, 1, 1, 1, 1, 1);
            String[] inputs = {conv, o.floats(1, 2), o.floats(1, 2), o.floats(1, 2), o.floats(1, 2)};
            return o.node("BatchNormalization", inputs, OnnxBuilder.integer("training_mode", 1));
        });
        assertRefused("training", o -> o.node("Dropout", new String[] {"x", o.floats(1), o.floats(1)}));
    }

    @Test
    void poolingOfAVector_isRefused() {
        assertRefused("vector", o -> o.pool("MaxPool", o.node("Flatten", new String[] {"x"}), 1, 1, 0));
        assertRefused("vector", o -> o.node("GlobalAveragePool", new String[] {o.node("Flatten", new String[] {"x"})}));
    }

    /** Only a Conv can take padding over; anywhere else it would get lost. */
    @Test
    void paddingThatNoConvTakesOver_isRefused() {
        assertRefused("Pad", o -> o.add(padded(o), padded(o)));
        assertRefused(
                "Pad", o -> o.node("Concat", new String[] {padded(o), padded(o)}, OnnxBuilder.integer("axis", 1)));
        assertRefused("Pad", o -> o.pool("MaxPool", padded(o), 2, 2, 0));
        assertRefused("Pad", ImportTrapsTest::padded);
    }

    private static String padded(OnnxBuilder o) {
        return o.node("Pad", new String[] {"x", o.integers(0, 0, 1, 1, 0, 0, 1, 1)});
    }

    @Test
    void resultsThatShareAName_areRefused() {
        OnnxBuilder o = onnx();
        byte[] file = o.build(o.dense(o.relu(o.conv("x", 2, 1, 3, 1, 1, 1, 1, 1)), 2 * 64, 2));
        assertRefused("name of its own", changed(file, model -> {
            model.getGraphBuilder().getNodeBuilder(1).setOutput(0, "x");
            return model;
        }));
    }

    @Test
    void filesOfAnotherKind_areRefusedWithWhatToDo() {
        OnnxBuilder o = onnx();
        byte[] file = o.build(o.dense("x", 64, 2));
        assertRefused("operator set 22", changed(file, model -> {
            model.getOpsetImportBuilder(0).setVersion(22);
            return model;
        }));
        assertRefused("operator set 10", changed(file, model -> {
            model.getOpsetImportBuilder(0).setVersion(10);
            return model;
        }));
        assertRefused("no ONNX operator set", changed(file, ModelProto.Builder::clearOpsetImport));
        assertRefused("domain \"com.example\"", changed(file, model -> {
            model.getGraphBuilder().getNodeBuilder(0).setDomain("com.example");
            return model;
        }));
        assertRefused("float32", changed(file, model -> {
            model.getGraphBuilder().getInitializerBuilder(0).setDataType(TensorProto.DataType.DOUBLE.getNumber());
            return model;
        }));
        assertRefused("float32", changed(file, model -> {
            model.getGraphBuilder()
                    .getInputBuilder(0)
                    .getTypeBuilder()
                    .getTensorTypeBuilder()
                    .setElemType(TensorProto.DataType.UINT8.getNumber());
            return model;
        }));
        assertRefused("keeps its data elsewhere", changed(file, model -> {
            model.getGraphBuilder()
                    .getInitializerBuilder(0)
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .clearRawData();
            return model;
        }));
        assertRefused("not finite", changed(file, model -> {
            TensorProto.Builder tensor = model.getGraphBuilder().getInitializerBuilder(0);
            byte[] raw = tensor.getRawData().toByteArray();
            Arrays.fill(raw, 0, 4, (byte) 0xff);
            tensor.setRawData(ByteString.copyFrom(raw));
            return model;
        }));
    }

    /** Dimensions whose product overflows, with no data behind them. */
    @Test
    void dimensionsWithoutData_areRefusedBeforeAllocation() {
        OnnxBuilder o = onnx();
        byte[] file = o.build(o.dense("x", 64, 2));
        for (long[] dims : new long[][] {{1L << 40, 2}, {1 << 24, 1 << 24}, {-1, 64}, {1 << 12, 1 << 12}}) {
            assertRefused("constant", changed(file, model -> {
                TensorProto.Builder tensor =
                        model.getGraphBuilder().getInitializerBuilder(0).clearDims();
                Arrays.stream(dims).forEach(tensor::addDims);
                return model;
            }));
        }
    }

    /** Identity and grouped kernels grow with the square of the channels, so a small file could ask for much memory. */
    @Test
    void weightsMadeFromFewChannels_areBounded() {
        assertRefused("at most", o -> {
            String wide = o.conv("x", 1 << 16, 1, 8, 1, 0, 0, 0, 0);
            String held = o.relu(wide);
            return o.add(o.relu(held), held);
        });
        assertRefused("at most", o -> {
            String wide = o.relu(o.conv("x", 1 << 14, 1, 8, 1, 0, 0, 0, 0));
            return o.node(
                    "Conv", new String[] {wide, o.floats(1, 1 << 14, 1, 1, 1)}, OnnxBuilder.integer("group", 1 << 14));
        });
    }

    /** The kernel that holds one tall and one wide kernel: 2 channels x 16 x 1024 x 1024 zeros, which no small file may ask for. */
    @Test
    void branchesThatWouldTakeTooManyWeights_stayApart() throws ModelException {
        OnnxBuilder o = onnx();
        String a = o.relu(o.conv("x", 16, 1, 1, 1, 0, 0, 0, 0));
        String tall = branch(o, a, 1024, 1);
        String wide = branch(o, a, 1, 1024);
        String both = o.node("Concat", new String[] {tall, wide}, OnnxBuilder.integer("axis", 1));
        CheckedModel apart = assertAgrees(o.build(o.node("GlobalAveragePool", new String[] {o.relu(both)})), 2);
        assertEquals(5, apart.shape().rounds());
    }

    private static String branch(OnnxBuilder o, String input, int height, int width) {
        int down = height - 1;
        int across = width - 1;
        return o.node(
                "Conv",
                new String[] {input, o.floats(0.02, 1, 16, height, width)},
                OnnxBuilder.ints("pads", down / 2, across / 2, down - down / 2, across - across / 2));
    }

    @Test
    void fusedPoolThatWouldTakeTooManyWeights_isLeftToTheClient() throws ModelException {
        OnnxBuilder o = onnx();
        String many = o.relu(o.conv("x", 250, 1, 1, 1, 0, 0, 0, 0));
        String wide = o.conv(many, 250, 250, 1, 1, 0, 0, 0, 0);
        // 250 x 250 x 8 x 8 = 4.0 million weights fit 2^22; 9 x 9 of the padded 2x2 kernel do not
        CheckedModel fused = assertAgrees(o.build(o.node("GlobalAveragePool", new String[] {wide})), 250);
        assertTrue(fused.shape().layers().getLast().nonlinear().isEmpty());
        assertEquals(2, fused.shape().rounds());
        OnnxBuilder p = onnx();
        String more = p.relu(p.conv("x", 250, 1, 1, 1, 0, 0, 0, 0));
        String wider = p.conv(more, 250, 250, 2, 1, 0, 0, 1, 1);
        CheckedModel pooled = assertAgrees(p.build(p.node("GlobalAveragePool", new String[] {wider})), 250);
        assertEquals(1, pooled.shape().layers().get(1).nonlinear().size());
    }

    /** Two bytes a node: parsed, 40 MB of them would take some gigabytes. */
    @Test
    void millionsOfEmptyParts_areRefusedBeforeParsing() throws IOException {
        byte[] graph = new byte[40 << 20];
        for (int i = 0; i < graph.length; i += 2) {
            graph[i] = 0x0a;
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(file);
        out.writeByteArray(ModelProto.GRAPH_FIELD_NUMBER, graph);
        out.flush();
        assertRefused("parts", file.toByteArray());
    }

    @Test
    void meanOverMoreThanALongHolds_isRefused() {
        // at l = 41 a doubled sum of 2^22 entries reaches 2^63
        OnnxBuilder o = new OnnxBuilder(1, 1, 2048, 2048);
        String conv = o.relu(o.conv("x", 1, 1, 1, 1, 0, 0, 0, 0));
        byte[] file = o.build(o.dense(o.node("GlobalAveragePool", new String[] {conv}), 1, 2));
        String message = assertThrows(
                        ModelException.class,
                        () -> CheckedModel.load(file, OnnxBuilder.card(2048, 2048, 2, 41, 2, "null")))
                .getMessage();
        assertTrue(message.contains("averages over 4194304"), message);
    }

    /** A calibration is a promise about images; one that breaks it must not get a class. */
    @Test
    void imageOutsideTheCalibratedRange_isReportedNotWrapped() throws ModelException {
        OnnxBuilder o = onnx();
        String logits = o.dense("x", 64, 2);
        byte[] file = changed(o.build(logits), model -> {
            for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
                tensor.setRawData(
                        ByteString.copyFrom(allOnes(tensor.getRawData().size())));
            }
            return model;
        });
        // a white image sums to 64 + 1, which 30 bits with 24 fractional ones do not hold: they end at 32
        String calibration = "{\"images\":3,\"source\":\"dark images\",\"largest\":{\"" + logits + "\":1.5}}";
        CheckedModel model = CheckedModel.load(file, OnnxBuilder.card(SIDE, SIDE, 2, 30, 2, calibration));
        float[] white = new float[SIDE * SIDE];
        Arrays.fill(white, 1);
        Patch patch = new Patch(1, SIDE, SIDE, white, new Region(0, 0, SIDE, SIDE));
        String message = assertThrows(ArithmeticException.class, () -> new FixedPointModel(model).logits(patch))
                .getMessage();
        assertTrue(message.contains(logits) && message.contains("reaches 65.0"), message);
        assertEquals(1, new FixedPointModel(model).logits(dark(patch))[0]);
    }

    private static Patch dark(Patch patch) {
        return new Patch(1, SIDE, SIDE, new float[SIDE * SIDE], patch.region());
    }

    private static byte[] allOnes(int bytes) {
        java.nio.ByteBuffer out = java.nio.ByteBuffer.allocate(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        while (out.hasRemaining()) {
            out.putFloat(1);
        }
        return out.array();
    }
}
