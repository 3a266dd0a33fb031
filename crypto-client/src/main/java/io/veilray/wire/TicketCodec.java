package io.veilray.wire;

import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.NetworkShape;
import java.nio.ByteBuffer;

/** The client's half of a ticket as bytes, for while it waits on this computer. It is never sent. */
public final class TicketCodec {
    private TicketCodec() {}

    /** Bytes that a ticket of that network takes; may be more than one array holds. */
    public static long bytes(NetworkShape shape) {
        return ClientTicket.storedBytes(shape);
    }

    /** Moves the ticket's content into bytes, which are secret; the ticket is used up. */
    public static byte[] pack(ClientTicket ticket, NetworkShape shape) throws CloudException {
        byte[] out = new byte[Math.toIntExact(bytes(shape))];
        ticket.write(ByteBuffer.wrap(out));
        return out;
    }

    /** The ticket again; call it once for what {@link #pack} gave. */
    public static ClientTicket unpack(byte[] packed, NetworkShape shape) {
        if (packed.length != bytes(shape)) {
            throw new IllegalArgumentException(
                    "a ticket of " + packed.length + " bytes: this network's has " + bytes(shape));
        }
        return ClientTicket.read(shape, ByteBuffer.wrap(packed));
    }
}
