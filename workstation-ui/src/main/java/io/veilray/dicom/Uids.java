package io.veilray.dicom;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Unique identifiers that we make or name. */
public final class Uids {
    /** Of this program as a writer of files and a peer on the network, PS3.7 annex D.3.3.2. */
    public static final String IMPLEMENTATION_CLASS = "2.25.32194014501664957798495495054710207886";

    public static final String IMPLEMENTATION_VERSION = "VEILRAY";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Uids() {}

    /** A new one under the root 2.25, which is open to all: a random UUID as one number, PS3.5 annex B.2. */
    public static String random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return ofUuid(bytes);
    }

    /** @param bytes 16 random ones; six bits are overwritten with version 4 and the variant, RFC 9562 section 5.4 */
    public static String ofUuid(byte[] bytes) {
        byte[] uuid = bytes.clone();
        uuid[6] = (byte) (uuid[6] & 0x0F | 0x40);
        uuid[8] = (byte) (uuid[8] & 0x3F | 0x80);
        return "2.25." + new BigInteger(1, uuid);
    }
}
