package io.veilray.ot;

import java.util.SplittableRandom;

/**
 * One end of transfers that a trusted dealer made, for tests of what uses transfers: both ends derive all pads from one
 * seed, so there is nothing secret here and nothing is exchanged.
 */
public final class DealtPads {
    private final Direction sent;
    private final Direction received;

    private DealtPads(Direction sent, Direction received) {
        this.sent = sent;
        this.received = received;
    }

    /** The client's end and the server's end. */
    public static DealtPads[] pair(long seed) {
        long clientReceives = 2 * seed;
        long serverReceives = 2 * seed + 1;
        return new DealtPads[] {
            new DealtPads(new Direction(serverReceives), new Direction(clientReceives)),
            new DealtPads(new Direction(clientReceives), new Direction(serverReceives))
        };
    }

    public PadSender sending() {
        return sent::takeBoth;
    }

    public PadReceiver receiving() {
        return received::takeChosen;
    }

    /** How many transfers with this end as sender have been taken. */
    public long takenAsSender() {
        return sent.taken;
    }

    /** How many transfers with this end as receiver have been taken. */
    public long takenAsReceiver() {
        return received.taken;
    }

    /** Five words a transfer: the zero pad, the one pad, the choice. */
    private static final class Direction {
        private final SplittableRandom dealer;
        private long taken;

        private Direction(long seed) {
            dealer = new SplittableRandom(seed);
        }

        private void takeBoth(int count, long[] zeros, long[] ones) {
            for (int i = 0; i < count; i++) {
                zeros[2 * i] = dealer.nextLong();
                zeros[2 * i + 1] = dealer.nextLong();
                ones[2 * i] = dealer.nextLong();
                ones[2 * i + 1] = dealer.nextLong();
                dealer.nextLong();
            }
            taken += count;
        }

        private void takeChosen(int count, long[] choices, long[] pads) {
            long[] dealt = new long[5];
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < dealt.length; j++) {
                    dealt[j] = dealer.nextLong();
                }
                int chosen = (int) (dealt[4] >>> 63);
                pads[2 * i] = dealt[2 * chosen];
                pads[2 * i + 1] = dealt[2 * chosen + 1];
                choices[i >> 6] = choices[i >> 6] & ~(1L << i) | (long) chosen << i;
            }
            taken += count;
        }
    }
}
