package io.veilray.ot;

import io.veilray.ot.Trees.Receiver;
import io.veilray.ot.Trees.Sender;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One party's end of the correlated transfers of one direction. Transfer i is a block q at the sender and a block
 * q xor (x Delta) at the receiver, whose bit 0 is the choice x; bit 0 of q is 0 and bit 0 of Delta is 1.
 *
 * <p>The stream begins with a few correlated transfers made otherwise, extends them once by the starting parameters and
 * what that yields by the main parameters, again and again: the front of the newest extension is kept for the next one.
 */
final class CorrelatedStream implements AutoCloseable {
    private final LpnParameters start;
    private final LpnParameters main;
    private final CorrelatedTree grower = new CorrelatedTree();
    private final LocalCode code = new LocalCode();
    /** Whether there is an extension to make the next one from. */
    private boolean extended;

    /** What the first extension is made from. */
    private long @Nullable [] seed;

    /** The sender's; null at the receiver. */
    private long @Nullable [] delta;

    private final Deque<Extension> extensions = new ArrayDeque<>();
    private final long[] bin;
    private int nextBin;
    private int used;
    private int filled;
    private long ready;
    private long position;

    CorrelatedStream(LpnParameters start, LpnParameters main) {
        if (start != main && start.outputs() < main.needed()) {
            throw new IllegalArgumentException(start + " yields less than " + main + " needs");
        }
        this.start = start;
        this.main = main;
        bin = new long[2 * main.binSize()];
    }

    /** Blocks that {@link #begin} takes. */
    int seedBlocks() {
        return start.needed();
    }

    /**
     * Before the first extension.
     *
     * @param seed blocks of correlated transfers, owned from now on
     * @param delta owned from now on; null at the receiver
     */
    void begin(long[] seed, long @Nullable [] delta) {
        this.seed = seed;
        this.delta = delta;
    }

    /** Transfers that one extension adds. */
    private long usable() {
        return (long) (main.noise() - main.keptBins()) * main.binSize();
    }

    /** Transfers that can be taken. */
    long ready() {
        return ready;
    }

    /** The number of the next transfer. */
    long position() {
        return position;
    }

    /** Extensions by the main parameters that make so many ready. */
    int extensionsFor(long wanted) {
        return (int) Math.max(0, (wanted - ready + usable() - 1) / usable());
    }

    /** Bytes of the sender's message for so many extensions. */
    int messageBytes(int count) {
        boolean starts = count > 0 && !extended && start != main;
        return count * Trees.messageBytes(main) + (starts ? Trees.messageBytes(start) : 0);
    }

    /** Sender: makes extensions and writes the message. */
    void extend(int count, byte[] out, int at) {
        long[] nodes = new long[2 * Math.max(start.binSize(), main.binSize())];
        int next = at;
        for (int left = count; left > 0; ) {
            LpnParameters parameters = nextParameters();
            long[] blocks = blocksFor(parameters);
            Sender trees = new Sender(parameters, delta);
            trees.write(grower, nodes, blocks, 2 * parameters.secrets(), out, next);
            next += Trees.messageBytes(parameters);
            left -= add(trees, blocks);
        }
        Arrays.fill(nodes, 0);
    }

    /** Receiver: makes extensions from the message. */
    void extended(int count, byte[] message, int at) {
        int next = at;
        for (int left = count; left > 0; ) {
            LpnParameters parameters = nextParameters();
            long[] blocks = blocksFor(parameters);
            Receiver trees = new Receiver(parameters, blocks, 2 * parameters.secrets(), message, next);
            next += Trees.messageBytes(parameters);
            left -= add(trees, blocks);
        }
    }

    private LpnParameters nextParameters() {
        return extended ? main : start;
    }

    /** What an extension needs: the seed, or the front of the newest extension. */
    private long[] blocksFor(LpnParameters parameters) {
        long[] blocks = new long[2 * parameters.needed()];
        if (!extended) {
            System.arraycopy(seed, 0, blocks, 0, blocks.length);
            Arrays.fill(seed, 0);
            seed = null;
            extended = true;
            return blocks;
        }
        Extension newest = extensions.getLast();
        long[] outputs = new long[2 * newest.parameters().binSize()];
        for (int i = 0, at = 0; at < blocks.length; i++, at += outputs.length) {
            newest.bin(i, grower, code, outputs);
            System.arraycopy(outputs, 0, blocks, at, Math.min(outputs.length, blocks.length - at));
        }
        Arrays.fill(outputs, 0);
        return blocks;
    }

    /** Puts an extension in line; returns 1 if transfers can be taken from it. */
    private int add(Trees trees, long[] blocks) {
        long[] table = Arrays.copyOf(blocks, 2 * trees.parameters.secrets());
        Arrays.fill(blocks, 0);
        Extension last = extensions.peekLast();
        if (last != null && last.parameters() != main) {
            extensions.removeLast().close();
        }
        extensions.addLast(new Extension(trees, table));
        if (trees.parameters != main) {
            return 0;
        }
        if (extensions.size() == 1) {
            nextBin = main.keptBins();
        }
        ready += usable();
        return 1;
    }

    /** The bin under way; the next transfers are at {@link #at()}. */
    long[] blocks() {
        return bin;
    }

    /** The word in {@link #blocks()} where the next transfer's block begins. */
    int at() {
        return 2 * used;
    }

    /** The sender's Delta itself. */
    long[] delta() {
        return delta;
    }

    /** Makes at least one and up to {@code most} of the transfers ready in {@link #blocks()}; returns how many. */
    int prepare(int most) {
        if (used == filled) {
            if (nextBin == main.noise()) {
                extensions.removeFirst().close();
                nextBin = main.keptBins();
            }
            extensions.getFirst().bin(nextBin++, grower, code, bin);
            used = 0;
            filled = main.binSize();
        }
        return Math.min(most, filled - used);
    }

    /** Sets the key of the hash for the transfers prepared. */
    void key(BlockHash hash) {
        extensions.getFirst().key(nextBin - 1, hash);
    }

    /** Passes over transfers that {@link #prepare} counted, and wipes them. */
    void advance(int count) {
        Arrays.fill(bin, 2 * used, 2 * (used + count), 0);
        used += count;
        ready -= count;
        position += count;
    }

    void requireReady(int count) {
        if (count < 0 || count > ready) {
            throw new IllegalStateException(count + " transfers wanted where " + ready + " are ready");
        }
    }

    @Override
    public void close() {
        ready = 0;
        used = 0;
        filled = 0;
        Arrays.fill(bin, 0);
        if (seed != null) {
            Arrays.fill(seed, 0);
        }
        if (delta != null) {
            Arrays.fill(delta, 0);
        }
        extensions.forEach(Extension::close);
        extensions.clear();
        grower.close();
        code.close();
    }
}
