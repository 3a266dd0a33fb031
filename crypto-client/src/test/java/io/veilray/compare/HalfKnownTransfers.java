package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import java.util.SplittableRandom;

/**
 * Transfers of which one party's part is the same for every element, while the other's, and what only the other knows, is
 * drawn anew for each: what the first party then sees of many elements is what it sees of one, its own part given.
 */
final class HalfKnownTransfers {
    private final boolean clientKnown;
    private final long seed;
    private final int clientReceives;
    private final int serverReceives;

    HalfKnownTransfers(RunShape shape, boolean clientKnown, long seed) {
        this.clientKnown = clientKnown;
        this.seed = seed;
        clientReceives = shape.cost().clientReceives();
        serverReceives = shape.cost().serverReceives();
    }

    PadReceiver clientReceiving() {
        return new Way(clientReceives, clientKnown, 1)::receive;
    }

    PadSender serverSending() {
        return new Way(clientReceives, clientKnown, 1)::send;
    }

    PadReceiver serverReceiving() {
        return new Way(serverReceives, !clientKnown, 2)::receive;
    }

    PadSender clientSending() {
        return new Way(serverReceives, !clientKnown, 2)::send;
    }

    /** One direction as one end sees it; both ends make the same numbers. */
    private final class Way {
        private final SplittableRandom fresh;
        private final int perElement;
        private final boolean receiverKnown;
        private final int direction;
        private int calls;

        Way(int perElement, boolean receiverKnown, int direction) {
            this.perElement = perElement;
            this.receiverKnown = receiverKnown;
            this.direction = direction;
            fresh = new SplittableRandom(seed * 4 + direction);
        }

        /** Zero pad, one pad, choice: the same in every block for the same transfer of an element, where known. */
        private long[] next(long[] fixed) {
            long[] drawn = {fresh.nextLong(), fresh.nextLong(), fresh.nextLong() & 1};
            if (receiverKnown) {
                drawn[2] = fixed[2];
                drawn[(int) fixed[2]] = fixed[0];
            } else {
                drawn[0] = fixed[0];
                drawn[1] = fixed[1];
            }
            return drawn;
        }

        private long[] fixed() {
            SplittableRandom random = new SplittableRandom(seed * 1000 + direction * 500 + calls++ % perElement);
            return new long[] {random.nextLong(), random.nextLong(), random.nextLong() >>> 63};
        }

        void send(int count, long[] zeros, long[] ones) {
            long[] fixed = fixed();
            for (int i = 0; i < count; i++) {
                long[] drawn = next(fixed);
                zeros[2 * i] = drawn[0];
                ones[2 * i] = drawn[1];
            }
        }

        void receive(int count, long[] choices, long[] pads) {
            long[] fixed = fixed();
            for (int i = 0; i < count; i++) {
                long[] drawn = next(fixed);
                choices[i >> 6] = choices[i >> 6] & ~(1L << i) | drawn[2] << i;
                pads[2 * i] = drawn[(int) drawn[2]];
            }
        }
    }
}
