package io.veilray.wire;

import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ProtocolMessage.Sender;
import io.veilray.protocol.StrictPlan;
import java.util.List;

/** How large a message of the conversations of strict and quadratic mode can be: nothing larger is ever read. */
public final class StrictMessages {
    /** Most bytes of one message of any strict network: 64 MB. */
    static final int MOST_BYTES = 64 << 20;

    /**
     * Most bytes of one message that makes transfers, 12 MB: the 2^26 that may be ready at once are seven extensions of ten
     * million with 0.9 MB each, and the first message has the setup besides.
     */
    static final int MOST_TRANSFER_BYTES = 12 << 20;

    /** Room for field tags, lengths and the number. */
    private static final int OVERHEAD_BYTES = 1024;

    private final StrictPlan plan;

    private StrictMessages(StrictPlan plan) {
        this.plan = plan;
    }

    /** @throws IllegalArgumentException with layer and reason if the network's mode cannot run it */
    public static StrictMessages of(NetworkShape shape) {
        return new StrictMessages(StrictPlan.of(shape));
    }

    /** Fails if a message would be larger than any may be. */
    void requireModest() {
        for (Sender sender : Sender.values()) {
            int most = Math.max(mostOfflineBytes(sender), mostOnlineBytes(sender));
            if (most > MOST_BYTES) {
                throw new IllegalArgumentException("a message of this network has up to " + most + " bytes in "
                        + plan.shape().mode().word() + " mode: at most " + MOST_BYTES + " are allowed");
            }
        }
    }

    /** Most bytes of one message of the online conversation. */
    public int mostOnlineBytes(Sender sender) {
        return OVERHEAD_BYTES + most(plan.online(), sender);
    }

    /** Most bytes of one message of the conversation that ends a preparation. */
    public int mostOfflineBytes(Sender sender) {
        return OVERHEAD_BYTES + Math.max(MOST_TRANSFER_BYTES, most(plan.corrections(), sender));
    }

    private static int most(List<StrictPlan.Message> messages, Sender sender) {
        return messages.stream()
                .filter(message -> message.kind().sender() == sender)
                .mapToInt(StrictPlan.Message::bytes)
                .max()
                .orElse(0);
    }
}
