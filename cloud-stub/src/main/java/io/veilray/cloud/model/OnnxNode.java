package io.veilray.cloud.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A node of an ONNX graph with typed access to its attributes, so that every refusal can name it. */
final class OnnxNode {
    private static final int MAX_NAME = 100;

    private final NodeProto proto;
    private final Map<String, AttributeProto> attributes = new HashMap<>();

    OnnxNode(NodeProto proto) {
        this.proto = proto;
        for (AttributeProto attribute : proto.getAttributeList()) {
            attributes.put(attribute.getName(), attribute);
        }
    }

    String operator() {
        return proto.getOpType();
    }

    /** The node's name, or the name of what it makes if it has none; long ones are cut. */
    String name() {
        return clipped(proto.getName().isEmpty() ? output() : proto.getName());
    }

    /** A name from a file as messages and layers carry it: not endless. */
    static String clipped(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...";
    }

    /** Fails if the operator is not one of ONNX's own. */
    void requireStandard() throws ModelException {
        if (!proto.getDomain().isEmpty() && !proto.getDomain().equals("ai.onnx")) {
            throw refusal(
                    "operator of domain \"" + clipped(proto.getDomain()) + "\"", "export with ONNX operators only");
        }
    }

    String output() {
        return proto.getOutputCount() == 0 ? "" : proto.getOutput(0);
    }

    List<String> inputs() {
        return proto.getInputList();
    }

    /** Name of an input, or empty where the node has none. */
    String input(int index) {
        return index < proto.getInputCount() ? proto.getInput(index) : "";
    }

    long integer(String attribute, long otherwise) {
        AttributeProto found = attributes.get(attribute);
        return found == null ? otherwise : found.getI();
    }

    float number(String attribute, float otherwise) {
        AttributeProto found = attributes.get(attribute);
        return found == null ? otherwise : found.getF();
    }

    String text(String attribute, String otherwise) {
        AttributeProto found = attributes.get(attribute);
        return found == null ? otherwise : found.getS().toStringUtf8();
    }

    AttributeProto attribute(String name) {
        return attributes.get(name);
    }

    /** A list of exactly {@code otherwise.length} small non-negative integers. */
    int[] integers(String attribute, int... otherwise) throws ModelException {
        AttributeProto found = attributes.get(attribute);
        if (found == null) {
            return otherwise;
        }
        int[] out = new int[found.getIntsCount()];
        for (int i = 0; i < out.length; i++) {
            long value = found.getInts(i);
            if (value < 0 || value > 4096) {
                throw refusal(attribute + " holds " + value, "each must be from 0 to 4096");
            }
            out[i] = (int) value;
        }
        if (out.length != otherwise.length) {
            throw refusal(attribute + " has " + out.length + " numbers", "it must have " + otherwise.length);
        }
        return out;
    }

    /** Fails if the node has an attribute that is not among those. */
    void requireOnly(Set<String> known) throws ModelException {
        for (String attribute : attributes.keySet()) {
            if (!known.contains(attribute)) {
                throw refusal("attribute " + attribute + " is not supported", "export without it");
            }
        }
    }

    /** "node X (Op): what: help". */
    ModelException refusal(String what, String help) {
        return new ModelException("node \"" + name() + "\" (" + clipped(operator()) + "): " + what + ": " + help);
    }
}
