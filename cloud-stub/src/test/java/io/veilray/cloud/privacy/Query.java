package io.veilray.cloud.privacy;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.MaskedActivation;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ServerInference;
import io.veilray.share.Shares;

/** One ticket in the hands of {@link OwnClient}, which may send whatever it likes as a layer's activation. */
final class Query implements AutoCloseable {
    private final NetworkShape shape;
    private final Shares ring;
    private final ServerInference server;
    private final long[][] masks;
    private final long[][] products;
    private int round;

    Query(NetworkShape shape, LinearServer ticket, long[][] masks, long[][] products) {
        this.shape = shape;
        this.ring = new Shares(shape.ringBits());
        this.server = new ServerInference(shape, ticket);
        this.masks = masks;
        this.products = products;
    }

    /** Masked mode: what the client holds of the next layer, signed, for an activation of its choice. */
    long[] sums(long[] activation) throws CloudException {
        long[] hidden = ring.hide(activation, masks[round]);
        long[] answer = server.accept(new MaskedActivation(round, hidden)).elements();
        return ring.combine(products[round++], answer);
    }

    /** What an honest client makes of the sums of the round before. */
    long[] next(long[] sums) {
        return shape.layers().get(round - 1).activation(sums, shape.activationBits(), shape.weightBits());
    }

    /** r of a tensor, signed. */
    long[] mask(int tensor) {
        return signed(masks[tensor]);
    }

    /** c = W r - s of a layer, signed: in strict mode all that a client ever holds of it. */
    long[] product(int layer) {
        return signed(products[layer]);
    }

    private long[] signed(long[] elements) {
        return java.util.Arrays.stream(elements).map(ring::signed).toArray();
    }

    @Override
    public void close() {
        server.close();
    }
}
