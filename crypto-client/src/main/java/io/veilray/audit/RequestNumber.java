package io.veilray.audit;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names a job within the trail: 128 random bits, made on this computer after nothing of the job. It is not sent, and not
 * the name that the wire has for the request.
 *
 * @param hex 32 digits
 */
public record RequestNumber(String hex) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    public RequestNumber {
        if (!hex.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("request number " + hex + ": must be 32 small hexadecimal digits");
        }
    }

    public static RequestNumber random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new RequestNumber(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return hex;
    }
}
