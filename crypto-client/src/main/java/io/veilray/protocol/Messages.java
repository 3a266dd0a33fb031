package io.veilray.protocol;

import io.veilray.share.BitPacking;
import io.veilray.share.MalformedMessageException;

/** Ring elements out of messages. */
final class Messages {
    private Messages() {}

    static long[] unpack(String what, byte[] message, int count, int bits) throws MalformedMessageException {
        try {
            return BitPacking.unpack(message, count, bits);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(what + ": " + e.getMessage());
        }
    }
}
