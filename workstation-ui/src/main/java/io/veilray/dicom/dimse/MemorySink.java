package io.veilray.dicom.dimse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A data set that is kept in memory: a match, or a list of failures. */
final class MemorySink implements Association.DataSink {
    private static final int MAX_BYTES = 1 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(ByteBuffer piece) throws UpperLayerException {
        if (bytes.size() + piece.remaining() > MAX_BYTES) {
            throw UpperLayerException.invalid("an identifier of more than " + MAX_BYTES + " bytes");
        }
        byte[] copy = new byte[piece.remaining()];
        piece.get(copy);
        bytes.writeBytes(copy);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
