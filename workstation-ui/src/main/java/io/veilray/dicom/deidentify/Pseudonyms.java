package io.veilray.dicom.deidentify;

import io.veilray.dicom.Uids;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * New identifiers for old ones: the same for the same as long as this lives.
 *
 * <p>Guarantees: without the key, which is random, kept in memory only and wiped at the end, nobody can tell or try out
 * which old identifier a new one stands for, and two exports cannot be joined.
 *
 * <p>Does not guarantee: that images cannot be joined by what they show.
 */
final class Pseudonyms implements AutoCloseable {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int PATIENT_ID_BYTES = 6;

    private final byte[] key = new byte[32];

    Pseudonyms() {
        new SecureRandom().nextBytes(key);
    }

    /** A UID under the root 2.25. */
    String uid(String original) {
        return Uids.ofUuid(Arrays.copyOf(hash("uid", original), 16));
    }

    /** Short enough for a column: a collision among a thousand patients has odds of one to five hundred million. */
    String patientId(String original) {
        return "ANON-" + HexFormat.of().withUpperCase().formatHex(hash("patient", original), 0, PATIENT_ID_BYTES);
    }

    private byte[] hash(String purpose, String original) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal((purpose + ':' + original).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }
}
