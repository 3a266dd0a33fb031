package io.veilray.protocol;

import io.veilray.compare.Gadget;
import io.veilray.compare.ReluShape;
import java.util.Arrays;
import java.util.List;

/**
 * What is done on shares of the logits where the client is to learn the class alone.
 *
 * <p>Let y_0 to y_(n-1) be the logits as they are told otherwise, shared modulo 2^m, and b = ceil(log2 n). Each side takes
 * its shares times 2^b, and the server adds n - 1 - i to the i-th: shares, modulo 2^k with k = m + b, of
 *
 * <pre>z_i = 2^b y_i + n - 1 - i.</pre>
 *
 * No bit is lost, since a multiple of 2^m times 2^b is one of 2^k. The z_i all differ, and as 0 &lt;= n - 1 - i &lt; 2^b the
 * largest is that of the largest y_i, of equals the first. A tree of max(a, b) = b + ReLU(a - b) finds it: a difference
 * of two is at most 2^b (2^(m-1) - 1) + n - 1 &lt; 2^(k-1) if |y_i| &lt; 2^(m-2), which is proved or calibrated when the model is
 * loaded. It leaves shares M_C + M_S = max z modulo 2^k, and M_C is uniform, since it has a share in it that the client draws.
 *
 * <p>Then the server sends M_S modulo 2^b. The low b bits of a sum follow from those of what is added, so the client has
 * max z modulo 2^b, which is n - 1 less the class. That is all the message says: M_S modulo 2^b is n - 1 - class - M_C.
 *
 * @param bits k
 */
record ClassAnswer(int classes, int bits) {
    static ClassAnswer of(NetworkShape shape) {
        return new ClassAnswer(
                shape.classes(), shape.ringBits() - shape.droppedLogitBits() + placeBits(shape.classes()));
    }

    /** b: bits that tell so many places apart. */
    static int placeBits(int classes) {
        return 32 - Integer.numberOfLeadingZeros(classes - 1);
    }

    int placeBits() {
        return placeBits(classes);
    }

    /** The tree, without a gadget after it. */
    StrictLayer tree() {
        TensorShape row = new TensorShape(1, 1, classes);
        List<MaxLevel> levels = MaxTree.of(PoolWindow.global(row), row);
        return new StrictLayer(levels, levels.stream().map(this::comparisons).toList());
    }

    private Gadget comparisons(MaxLevel level) {
        return new ReluShape((int) level.comparisons(), bits, bits);
    }

    /** Makes the client's shares of z of those of the logits, in place. */
    long[] clientPlaced(long[] logits) {
        Arrays.setAll(logits, i -> logits[i] << placeBits() & ring());
        return logits;
    }

    /** The server's. */
    long[] serverPlaced(long[] logits) {
        Arrays.setAll(logits, i -> (logits[i] << placeBits()) + classes - 1 - i & ring());
        return logits;
    }

    private long ring() {
        return (1L << bits) - 1;
    }

    /** What is opened of a share of the largest. */
    long place(long largest) {
        return largest & (1L << placeBits()) - 1;
    }

    /**
     * The class. A place beyond the last comes of a server that departs from the protocol, which could name any wrong class
     * as well; to refuse it would tell that server something of the right one, so it is taken for the first class.
     */
    int winner(long client, long server) {
        return (int) Math.max(0, classes - 1 - place(client + server));
    }
}
