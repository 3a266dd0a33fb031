package io.veilray.wire;

import io.veilray.share.BitPacking;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 4096 integers as bytes and back, at the widths of ring elements and of responses. Into arrays that are there. */
@State(Scope.Thread)
public class BitPackingBenchmark {
    public static final int COUNT = 4096;

    @Param({"32", "37", "43"})
    int bits;

    private long[] values;
    private byte[] packed;

    @Setup
    public void fill() {
        values = new SplittableRandom(1).longs(COUNT, 0, 1L << bits).toArray();
        packed = BitPacking.pack(values, bits);
    }

    @Benchmark
    public byte[] packBits() {
        BitPacking.pack(values, bits, packed, 0);
        return packed;
    }

    @Benchmark
    public long[] unpackBits() {
        BitPacking.unpack(packed, 0, bits, values);
        return values;
    }
}
