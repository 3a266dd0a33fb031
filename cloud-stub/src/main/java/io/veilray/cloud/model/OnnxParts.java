package io.veilray.cloud.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Counts the parts of an ONNX file before it is parsed: two bytes can make an object of a hundred, so a small file of
 * nothing but empty nodes would otherwise fill the memory.
 */
final class OnnxParts {
    private static final int MAX_PARTS = 200_000;
    private static final int MAX_DEPTH = 50;

    private int parts;

    private OnnxParts() {}

    static void requireFew(byte[] file) throws ModelException, IOException {
        new OnnxParts().walk(CodedInputStream.newInstance(file), ModelProto.getDescriptor(), 0);
    }

    private void walk(CodedInputStream in, Descriptor type, int depth) throws ModelException, IOException {
        if (depth > MAX_DEPTH) {
            throw new ModelException("ONNX file nests deeper than " + MAX_DEPTH + " levels: it is damaged");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (delimited || field == null) {
                count();
            }
            if (delimited && field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                int outer = in.pushLimit(in.readRawVarint32());
                walk(in, field.getMessageType(), depth + 1);
                in.popLimit(outer);
            } else if (!in.skipField(tag)) {
                return;
            }
        }
    }

    private void count() throws ModelException {
        if (++parts > MAX_PARTS) {
            throw new ModelException("ONNX file of more than " + MAX_PARTS
                    + " parts: it is damaged or far larger than the networks supported here");
        }
    }
}
