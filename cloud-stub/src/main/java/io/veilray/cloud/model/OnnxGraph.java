package io.veilray.cloud.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.veilray.protocol.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of an ONNX file that matter here, read with limits: nodes in order, constants by name, one input of shape
 * [1 or any, channels, height, width], one output.
 *
 * @param uses how often each value is read, the output counting once
 */
record OnnxGraph(
        List<OnnxNode> nodes,
        Map<String, OnnxTensor> constants,
        String input,
        TensorShape inputShape,
        String output,
        Map<String, Integer> uses) {
    static final int MAX_BYTES = 64 << 20;
    private static final int MAX_NODES = 4096;

    static OnnxGraph read(byte[] file) throws ModelException {
        if (file.length > MAX_BYTES) {
            throw new ModelException("ONNX file of " + file.length + " bytes: at most " + MAX_BYTES + " are allowed");
        }
        try {
            OnnxParts.requireFew(file);
            ModelProto model = ModelProto.parseFrom(file);
            requireOperatorSet(model);
            return of(model.getGraph());
        } catch (IOException e) {
            throw new ModelException("the file is not ONNX or is damaged: " + e.getMessage(), e);
        }
    }

    private static void requireOperatorSet(ModelProto model) throws ModelException {
        boolean named = false;
        for (OperatorSetIdProto set : model.getOpsetImportList()) {
            boolean standard = set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx");
            named |= standard;
            if (standard && (set.getVersion() < 11 || set.getVersion() > 21)) {
                throw new ModelException("ONNX operator set " + set.getVersion()
                        + ": versions 11 to 21 are supported; export with one of them");
            }
        }
        if (!named) {
            throw new ModelException("the file names no ONNX operator set, so it is not ONNX or is damaged: export with"
                    + " version 11 to 21");
        }
    }

    private static OnnxGraph of(GraphProto graph) throws ModelException {
        if (graph.getNodeCount() == 0 || graph.getNodeCount() > MAX_NODES || graph.getOutputCount() != 1) {
            throw new ModelException("ONNX graph with " + graph.getNodeCount() + " nodes and " + graph.getOutputCount()
                    + " outputs: must have 1 to " + MAX_NODES + " nodes and one output");
        }
        Map<String, OnnxTensor> constants = new HashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            constants.put(tensor.getName(), OnnxTensor.read(tensor));
        }
        List<OnnxNode> nodes = new ArrayList<>();
        for (NodeProto proto : graph.getNodeList()) {
            addNode(new OnnxNode(proto), nodes, constants);
        }
        ValueInfoProto input = onlyInput(graph, constants);
        String output = graph.getOutput(0).getName();
        return new OnnxGraph(nodes, constants, input.getName(), shape(input), output, uses(nodes, output));
    }

    /** Constant nodes join the constants. */
    private static void addNode(OnnxNode node, List<OnnxNode> nodes, Map<String, OnnxTensor> constants)
            throws ModelException {
        if (!node.operator().equals("Constant")) {
            nodes.add(node);
            return;
        }
        if (node.attribute("value") == null) {
            throw node.refusal("holds no tensor", "export constants as tensors");
        }
        constants.put(node.output(), OnnxTensor.read(node.attribute("value").getT()));
    }

    private static ValueInfoProto onlyInput(GraphProto graph, Map<String, OnnxTensor> constants) throws ModelException {
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(value -> !constants.containsKey(value.getName()))
                .toList();
        if (inputs.size() != 1) {
            throw new ModelException("ONNX graph with " + inputs.size() + " inputs: must have one, the image");
        }
        return inputs.getFirst();
    }

    private static TensorShape shape(ValueInfoProto input) throws ModelException {
        List<Dimension> dims = input.getType().getTensorType().getShape().getDimList();
        int type = input.getType().getTensorType().getElemType();
        if (type != TensorProto.DataType.FLOAT.getNumber()) {
            throw new ModelException("ONNX input \"" + OnnxNode.clipped(input.getName()) + "\" has ONNX data type "
                    + type + ": must be float (1); export the model in float32");
        }
        boolean batchOfOne = dims.size() == 4 && dims.get(0).getDimValue() <= 1;
        if (!batchOfOne) {
            List<Long> given =
                    dims.stream().map(Dimension::getDimValue).limit(8).toList();
            throw new ModelException("ONNX input \"" + OnnxNode.clipped(input.getName()) + "\" has dimensions " + given
                    + ": must be [1, channels, height, width], the first 1 or left open");
        }
        int[] sides = new int[3];
        for (int i = 0; i < 3; i++) {
            long side = dims.get(i + 1).getDimValue();
            if (side < 1 || side > 4096) {
                throw new ModelException("ONNX input \"" + OnnxNode.clipped(input.getName()) + "\" has a side of "
                        + side + ": channels, height and width must be fixed numbers from 1 to 4096");
            }
            sides[i] = (int) side;
        }
        return new TensorShape(sides[0], sides[1], sides[2]);
    }

    private static Map<String, Integer> uses(List<OnnxNode> nodes, String output) {
        Map<String, Integer> uses = new HashMap<>(Map.of(output, 1));
        for (OnnxNode node : nodes) {
            node.inputs().forEach(name -> uses.merge(name, 1, Integer::sum));
        }
        return uses;
    }
}
