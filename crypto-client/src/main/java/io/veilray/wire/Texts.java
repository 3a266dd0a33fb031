package io.veilray.wire;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;

/** Texts and names that the other side sent. */
public final class Texts {
    private static final int MOST_SHOWN = 300;

    private Texts() {}

    /** One line without control or formatting characters and at most 300 characters long, fit to be shown. */
    static String shown(String text) {
        String line = text.substring(0, Math.min(text.length(), 4 * MOST_SHOWN))
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\s]+", " ")
                .strip();
        return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN - 3) + "...";
    }

    /** A random name of the protocol: 32 small hexadecimal digits. */
    public static String requireName(String what, String name) throws CloudException {
        if (name.length() != 32 || !name.matches("[0-9a-f]{32}")) {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the " + what + " name has " + name.length()
                            + " characters or letters that it must not have: must be 32 small hexadecimal digits");
        }
        return name;
    }
}
