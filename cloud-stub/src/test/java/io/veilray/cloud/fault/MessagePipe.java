package io.veilray.cloud.fault;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** One direction of one call through a relay. */
abstract class MessagePipe {
    private final Supplier<MessageOrder> order;
    private final String call;
    private final boolean up;
    private int index;
    private byte[] held;
    private boolean ended;

    MessagePipe(Supplier<MessageOrder> order, String call, boolean up) {
        this.order = order;
        this.call = call;
        this.up = up;
    }

    abstract void pass(byte[] message);

    /** Ends this direction as if all were well. */
    abstract void end();

    synchronized boolean open() {
        return !ended;
    }

    synchronized void take(byte[] message) {
        MessageOrder now = order.get();
        if (ended) {
            return;
        }
        if (now.meets(new Moment(call, up, index++))) {
            harm(message, now);
            now.then().run();
        } else {
            pass(message);
            if (held != null) {
                pass(held);
                held = null;
            }
        }
    }

    private void harm(byte[] message, MessageOrder order) {
        switch (order.fault()) {
            case DROPPED -> {}
            case DOUBLED -> {
                pass(message);
                pass(message);
            }
            case SWAPPED -> held = message;
            case TRUNCATED -> pass(Arrays.copyOf(message, message.length / 2));
            case FLIPPED -> pass(flipped(message, new SplittableRandom(order.seed())));
            case ENDED -> {
                ended = true;
                end();
            }
        }
    }

    private static byte[] flipped(byte[] message, SplittableRandom random) {
        if (message.length > 0) {
            message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return message;
    }
}
