package io.veilray.benchmark;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import io.veilray.share.FixedPoint;
import io.veilray.share.Shares;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the client does between two rounds: adds the shares of 64x64x32 sums, rectifies, pools 2x2 and rescales. */
@State(Scope.Thread)
public class ActivationBenchmark {
    private static final int RING_BITS = 37;
    private static final int WEIGHT_BITS = 14;

    private final TensorShape map = new TensorShape(32, 64, 64);
    private final LayerShape layer = new LayerShape(
            "conv",
            List.of(new LinearTerm(0, 3, 3, 1, 1, 1)),
            map,
            List.of(new Nonlinear.Relu(), new Nonlinear.MaxPool(new PoolWindow(2, 2, 2, 2, 0, 0, 32, 32))));
    private final Shares ring = new Shares(RING_BITS);
    private long[] own;
    private long[] theirs;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        own = random.longs(map.size(), 0, 1L << RING_BITS).toArray();
        theirs = random.longs(map.size(), 0, 1L << RING_BITS).toArray();
    }

    @Benchmark
    public long[] activate() {
        long[] values = layer.apply(ring.combine(own, theirs));
        for (int i = 0; i < values.length; i++) {
            values[i] = FixedPoint.rescale(values[i], WEIGHT_BITS);
        }
        return values;
    }
}
