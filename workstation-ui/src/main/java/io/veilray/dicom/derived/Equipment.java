package io.veilray.dicom.derived;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * This program as the maker of objects.
 *
 * @param version of Veilray
 */
public record Equipment(String version) {
    static final String NAME = "Veilray";
    /** Software has none, and the attribute may not be empty. */
    static final String SERIAL_NUMBER = "software";

    /** The same for every copy of a version: it names the software, never a place or a person. */
    String uid() {
        UUID uuid = UUID.nameUUIDFromBytes((NAME + " " + version).getBytes(StandardCharsets.UTF_8));
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bytes);
    }
}
