package io.veilray.protocol;

import io.veilray.share.BitPacking;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The client's numbers of one ticket, in the form its mode needs. Secret; wiped by close. */
sealed interface TicketContent extends AutoCloseable permits TicketShares, StrictShares {
    NetworkShape shape();

    /** Writes everything, as many bytes as {@link ClientTicket#storedBytes} says. */
    void write(ByteBuffer out);

    @Override
    void close();

    /** Entries of l bits each. */
    static void put(long[] values, int bits, ByteBuffer out) {
        byte[] packed = BitPacking.pack(values, bits);
        out.put(packed);
        Arrays.fill(packed, (byte) 0);
    }

    static long[] get(int count, int bits, ByteBuffer in) {
        byte[] packed = new byte[BitPacking.packedBytes(count, bits)];
        in.get(packed);
        long[] values = BitPacking.unpack(packed, count, bits);
        Arrays.fill(packed, (byte) 0);
        return values;
    }
}
