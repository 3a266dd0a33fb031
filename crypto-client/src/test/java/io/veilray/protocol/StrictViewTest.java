package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.compare.ComparisonCost;
import io.veilray.compare.Gadget;
import io.veilray.compare.SquareShape;
import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.protocol.SharedRules.Truncation;
import io.veilray.ring.Seed;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Strict and quadratic mode reveal nothing but the answer if, whatever one side holds and whatever model and image are, the other's
 * messages are uniform: then that side could have drawn them itself. So everything one side holds is kept, only the
 * other's own randomness changes from run to run, and every bit that comes must be a fair coin, and so must parities of
 * a few. The client holds r, c, the shares it draws and its ends of the transfers; the server the model, s and its ends.
 */
class StrictViewTest {
    /** A residual sum, a pool, a map of logits; 24 bits compared, so that every kind of node occurs. */
    private static final NetworkShape STRICT = StrictNetworks.random(2);

    /** Three squares, one of a residual sum. */
    private static final NetworkShape QUADRATIC = StrictNetworks.quadratic(2);

    /** The first with a carry before each layer's comparisons, and logits that are not told in full. */
    private static final NetworkShape FAITHFUL =
            StrictNetworks.with(new SharedRules(Truncation.FAITHFUL, OptionalInt.of(4)), STRICT);

    /** Of three classes the client learns the class alone. */
    private static final NetworkShape CLASS =
            StrictNetworks.classOnly(StrictNetworks.ofClasses(3, 3, NonlinearMode.STRICT), -1);

    private static final int RUNS = 400;
    /** 6.5 standard deviations of 400 coins: met by one of ten billion. */
    private static final int FAR = 65;

    private static final int PARITIES = 20_000;

    /** Both ends of one direction; what each holds has its own seed. The chosen pad is of the receiver's view. */
    private static final class Direction {
        private final SplittableRandom[] ofSender;
        private final SplittableRandom[] ofReceiver;
        private final boolean keptIsSender;

        /**
         * @param kept of what one side holds
         * @param fresh of what only the other one holds
         * @param keptIsSender which side the first one is
         */
        Direction(long kept, long fresh, boolean keptIsSender) {
            ofSender = new SplittableRandom[] {new SplittableRandom(kept), new SplittableRandom(fresh)};
            ofReceiver = new SplittableRandom[] {new SplittableRandom(kept), new SplittableRandom(fresh)};
            this.keptIsSender = keptIsSender;
        }

        /** The choice, the chosen pad's two words, the other one's. */
        private long[] next(SplittableRandom[] dealer) {
            SplittableRandom kept = dealer[0];
            SplittableRandom fresh = dealer[1];
            if (!keptIsSender) {
                return new long[] {
                    kept.nextLong() >>> 63, kept.nextLong(), kept.nextLong(), fresh.nextLong(), fresh.nextLong()
                };
            }
            long[] zero = {kept.nextLong(), kept.nextLong()};
            long[] one = {kept.nextLong(), kept.nextLong()};
            long choice = fresh.nextLong() >>> 63;
            long[] chosen = choice == 1 ? one : zero;
            long[] other = choice == 1 ? zero : one;
            return new long[] {choice, chosen[0], chosen[1], other[0], other[1]};
        }

        PadSender sender() {
            return (count, zeros, ones) -> {
                for (int i = 0; i < count; i++) {
                    long[] dealt = next(ofSender);
                    long[] chosen = dealt[0] == 1 ? ones : zeros;
                    long[] other = dealt[0] == 1 ? zeros : ones;
                    System.arraycopy(dealt, 1, chosen, 2 * i, 2);
                    System.arraycopy(dealt, 3, other, 2 * i, 2);
                }
            };
        }

        PadReceiver receiver() {
            return (count, choices, pads) -> {
                Arrays.fill(choices, 0, count + 63 >> 6, 0);
                for (int i = 0; i < count; i++) {
                    long[] dealt = next(ofReceiver);
                    choices[i >> 6] |= dealt[0] << i;
                    System.arraycopy(dealt, 1, pads, 2 * i, 2);
                }
            };
        }
    }

    /** The messages of one side of one ticket's whole life, the refill's aside; the client's outcome checked. */
    private static List<byte[]> heard(NetworkShape shape, boolean byClient, int run) throws Exception {
        long fresh = 1000 + run;
        Direction up = new Direction(1, fresh, byClient); // the client sends
        Direction down = new Direction(2, fresh + RUNS, !byClient);
        SessionTransfers ours = new SessionTransfers(() -> new StrictRun.Dealt(up.sender(), down.receiver(), true));
        SessionTransfers theirs = new SessionTransfers(() -> new StrictRun.Dealt(down.sender(), up.receiver(), false));
        StrictRun model = new StrictRun(shape, 5, byClient ? 5 : fresh, 5);
        StrictPlan plan = StrictPlan.of(shape);
        byte[] drawn = new byte[Seed.BYTES];
        new SplittableRandom(byClient ? 5 : fresh).nextBytes(drawn);
        List<byte[]> heard = new ArrayList<>();
        ClientOffline client = new ClientOffline(plan, model.clientShares(), ours.await(), Seed.of(drawn));
        ServerOffline server = new ServerOffline(plan, theirs.ofAge(0).orElseThrow());
        talk(client, server, byClient, heard);
        heard.removeFirst(); // of the refill, which is not real here
        StrictInference online = new ClientTicket(client.shares()).converse(model.input(5));
        talk(online, new StrictServerInference(model.linearServer(), server.shares()), byClient, heard);
        double[] logits = model.expected(model.input(5));
        if (shape.rules().classOnly()) {
            assertEquals(StrictRun.largest(logits), online.winner());
        } else {
            assertArrayEquals(logits, online.logits());
        }
        return heard;
    }

    private static void talk(Conversation client, Conversation server, boolean byClient, List<byte[]> heard)
            throws MalformedMessageException {
        while (!client.finished() || !server.finished()) {
            boolean up = client.speaks();
            byte[] message = (up ? client : server).next();
            if (up != byClient) {
                heard.add(message.clone());
            }
            (up ? server : client).accept(message);
        }
    }

    private static List<BitSet> runs(NetworkShape shape, boolean byClient) throws Exception {
        List<BitSet> runs = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            List<byte[]> messages = heard(shape, byClient, run);
            if (byClient) {
                messages.removeLast(); // the answer's shares, which are the output
            }
            byte[] all = new byte[messages.stream().mapToInt(m -> m.length).sum()];
            int at = 0;
            for (byte[] message : messages) {
                System.arraycopy(message, 0, all, at, message.length);
                at += message.length;
            }
            runs.add(BitSet.valueOf(all));
        }
        return runs;
    }

    /** Bits that are ever set; those that fill up words never are. */
    private static int[] used(List<BitSet> runs) {
        BitSet used = new BitSet();
        runs.forEach(used::or);
        return used.stream().toArray();
    }

    private static void requireFair(List<BitSet> runs, int... bits) {
        int odd = 0;
        for (BitSet run : runs) {
            int parity = 0;
            for (int bit : bits) {
                parity ^= run.get(bit) ? 1 : 0;
            }
            odd += parity;
        }
        assertTrue(Math.abs(odd - RUNS / 2) < FAR, "bits " + Arrays.toString(bits) + ": " + odd + " of " + RUNS);
    }

    /** @param counted bits that must carry something */
    private static void requireUniform(List<BitSet> runs, long counted) {
        int[] used = used(runs);
        assertEquals(counted, used.length);
        for (int bit : used) {
            requireFair(runs, bit);
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < PARITIES; i++) {
            int near = random.nextInt(used.length - 200);
            requireFair(
                    runs,
                    random.ints(2 + i % 3, near, near + 200)
                            .distinct()
                            .map(at -> used[at])
                            .toArray());
        }
    }

    private static long sum(NetworkShape shape, ToLongFunction<ComparisonCost> bits) {
        return StrictPlan.of(shape).gadgets().stream()
                .mapToLong(gadget -> gadget.count() * bits.applyAsLong(gadget.cost()))
                .sum();
    }

    /**
     * The server's corrections: of comparisons in whole words of which only {@code count} bits are used, of squares what the
     * client's, m - 1 bits each, leave of all that is sent offline.
     */
    private static long serverCorrectionBits(NetworkShape shape) {
        long sum = 0;
        for (Gadget gadget : StrictPlan.of(shape).gadgets()) {
            long each = gadget instanceof SquareShape square
                    ? square.cost().offlineBits() - (square.outBits() + square.fractionBits() - 1)
                    : (long) gadget.serverCorrectionBytes() * 8 / 64 / ((gadget.count() + 63) / 64);
            sum += each * gadget.count();
        }
        return sum;
    }

    static List<NetworkShape> shapes() {
        return List.of(STRICT, FAITHFUL, QUADRATIC);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatTheClientHears_butForTheAnswer_itCouldHaveDrawnItself(NetworkShape shape) throws Exception {
        long corrections = serverCorrectionBits(shape);
        assertTrue(corrections > 0);
        requireUniform(runs(shape, true), sum(shape, ComparisonCost::downBits) + corrections);
    }

    /** What the server hears are gadgets as above; ClassAnswerTest looks at what it is left with. */
    @Test
    void whatTheClientHears_butForTheClass_itCouldHaveDrawnItself() throws Exception {
        whatTheClientHears_butForTheAnswer_itCouldHaveDrawnItself(CLASS);
    }

    /** Squares round by the server's randomness too, which the logits' low bits tell. */
    @Test
    void logitsOfStrictMode_dependOnWhatTheClientHoldsAlone() throws Exception {
        for (NetworkShape shape : List.of(STRICT, FAITHFUL, CLASS)) {
            assertArrayEquals(
                    heard(shape, true, 1).getLast(), heard(shape, true, 2).getLast());
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatTheServerHears_itCouldHaveDrawnItself(NetworkShape shape) throws Exception {
        long image = (long) shape.ringBits() * shape.input().size();
        requireUniform(
                runs(shape, false),
                image + sum(shape, cost -> cost.upBits() + cost.offlineBits()) - serverCorrectionBits(shape));
    }
}
