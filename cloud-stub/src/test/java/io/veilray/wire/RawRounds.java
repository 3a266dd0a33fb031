package io.veilray.wire;

import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.NetworkPacking;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;

/** The masks and products of a preparation as messages, for tests that hold the stream themselves. */
public final class RawRounds {
    private RawRounds() {}

    /** The next mask. */
    public static PrepareRequest mask(NetworkPacking packing, ClientPreparation preparation) {
        return PrepareRequest.newBuilder()
                .setMask(new RoundCodec(packing).encode(preparation.nextMask()))
                .build();
    }

    /** Takes the next product. */
    public static void accept(NetworkPacking packing, ClientPreparation preparation, PrepareResponse response)
            throws CloudException {
        preparation.accept(new RoundCodec(packing).decode(response.getProduct(), preparation.nextPositions()));
    }
}
