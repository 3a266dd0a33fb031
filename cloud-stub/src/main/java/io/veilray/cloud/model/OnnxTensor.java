package io.veilray.cloud.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A constant of an ONNX file: 32-bit floats or 64-bit integers, whose number is checked against the dimensions. */
record OnnxTensor(String name, int[] dims, float[] floats, long[] integers) {
    private static final int MAX_ENTRIES = 1 << 24;

    static OnnxTensor read(TensorProto proto) throws ModelException {
        String name = OnnxNode.clipped(proto.getName());
        int[] dims = dims(proto);
        int entries = entries(name, dims);
        if (proto.getDataType() == TensorProto.DataType.FLOAT.getNumber()) {
            return new OnnxTensor(name, dims, floats(proto, entries), null);
        }
        if (proto.getDataType() == TensorProto.DataType.INT64.getNumber()) {
            return new OnnxTensor(name, dims, null, integers(proto, entries));
        }
        throw new ModelException("constant \"" + OnnxNode.clipped(proto.getName()) + "\" has ONNX data type "
                + proto.getDataType() + ": only float (1) and int64 (7) are supported; export the model in float32");
    }

    /** Whether this has those dimensions, leading ones left out or not. */
    boolean fills(int[] full) {
        int missing = full.length - dims.length;
        return missing >= 0
                && Arrays.equals(dims, 0, dims.length, full, missing, full.length)
                && Arrays.stream(full, 0, missing).allMatch(side -> side == 1);
    }

    private static int[] dims(TensorProto proto) throws ModelException {
        int[] dims = new int[proto.getDimsCount()];
        for (int i = 0; i < dims.length; i++) {
            long side = proto.getDims(i);
            if (side < 0 || side > MAX_ENTRIES) {
                throw new ModelException("constant \"" + OnnxNode.clipped(proto.getName()) + "\" has a side of " + side
                        + ": must be from 0 to " + MAX_ENTRIES);
            }
            dims[i] = (int) side;
        }
        return dims;
    }

    private static int entries(String name, int[] dims) throws ModelException {
        long product = 1;
        for (int side : dims) {
            product *= side;
            if (product > MAX_ENTRIES) {
                throw new ModelException("constant \"" + name + "\" of " + dims.length
                        + " dimensions: may have at most " + MAX_ENTRIES + " entries");
            }
        }
        return (int) product;
    }

    private static float[] floats(TensorProto proto, int entries) throws ModelException {
        ByteBuffer raw = raw(proto, entries, proto.getFloatDataCount(), Float.BYTES);
        float[] out = new float[entries];
        for (int i = 0; i < entries; i++) {
            out[i] = raw == null ? proto.getFloatData(i) : raw.getFloat();
            if (!Float.isFinite(out[i])) {
                throw new ModelException(
                        "constant \"" + OnnxNode.clipped(proto.getName()) + "\" holds a value that is not finite");
            }
        }
        return out;
    }

    private static long[] integers(TensorProto proto, int entries) throws ModelException {
        ByteBuffer raw = raw(proto, entries, proto.getInt64DataCount(), Long.BYTES);
        long[] out = new long[entries];
        for (int i = 0; i < entries; i++) {
            out[i] = raw == null ? proto.getInt64Data(i) : raw.getLong();
        }
        return out;
    }

    /** The raw bytes if the entries are there, null if they are listed; fails if neither has the right number. */
    private static ByteBuffer raw(TensorProto proto, int entries, int listed, int bytes) throws ModelException {
        boolean isRaw = proto.hasRawData();
        long found = isRaw ? proto.getRawData().size() : (long) listed * bytes;
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL || found != (long) entries * bytes) {
            throw new ModelException(
                    "constant \"" + OnnxNode.clipped(proto.getName()) + "\" has " + found + " bytes of data for "
                            + entries + " entries of " + bytes + ": the file is damaged or keeps its data elsewhere");
        }
        return isRaw ? proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN) : null;
    }
}
