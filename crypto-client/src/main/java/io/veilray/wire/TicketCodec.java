package io.veilray.wire;

import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.NetworkShape;
import java.util.Arrays;

/** The client's half of a ticket as bytes, l bits an entry, for while it waits on this computer. It is never sent. */
public final class TicketCodec {
    private TicketCodec() {}

    /** Bytes that a ticket of that network takes; may be more than one array holds. */
    public static long bytes(NetworkShape shape) {
        return Arrays.stream(ClientTicket.lengths(shape))
                .mapToLong(entries -> BitPacking.packedBytes(entries, shape.ringBits()))
                .sum();
    }

    /** Moves the ticket's content into bytes, which are secret; the ticket is used up. */
    public static byte[] pack(ClientTicket ticket, NetworkShape shape) throws CloudException {
        byte[] out = new byte[Math.toIntExact(bytes(shape))];
        int at = 0;
        for (long[] array : ticket.unload()) {
            BitPacking.pack(array, shape.ringBits(), out, at);
            at += BitPacking.packedBytes(array.length, shape.ringBits());
            Arrays.fill(array, 0);
        }
        return out;
    }

    /** The ticket again; call it once for what {@link #pack} gave. */
    public static ClientTicket unpack(byte[] packed, NetworkShape shape) {
        if (packed.length != bytes(shape)) {
            throw new IllegalArgumentException(
                    "a ticket of " + packed.length + " bytes: this network's has " + bytes(shape));
        }
        int[] lengths = ClientTicket.lengths(shape);
        long[][] arrays = new long[lengths.length][];
        int at = 0;
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = new long[lengths[i]];
            BitPacking.unpack(packed, at, shape.ringBits(), arrays[i]);
            at += BitPacking.packedBytes(lengths[i], shape.ringBits());
        }
        return ClientTicket.load(shape, arrays);
    }
}
