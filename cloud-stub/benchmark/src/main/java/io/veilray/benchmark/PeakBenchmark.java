package io.veilray.benchmark;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What one core gives to code that HotSpot vectorises by itself, the form all kernels have: chains of fused
 * multiply-adds and of integer multiply-adds, and streams from each level of memory. Not the processor's data sheet: no
 * Java loop can be expected to do better than these.
 */
public class PeakBenchmark {
    /** Entries of the arrays that the chains run over: 8 and 4 KiB, within every first cache. */
    static final int CHAIN_ENTRIES = 1024;
    /** Links of a chain for each load and store: enough to hide them, few enough for HotSpot's vectoriser. */
    static final int LINKS = 8;

    static final int STREAM_BYTES = 1024;
    /** All arrays of a stream together: a third of a first cache, a quarter of a second one, more than any cache. */
    static final String NEAR = "16 KiB";

    static final String FAR = "256 KiB";
    static final String MEMORY = "192 MiB";

    /** Neighbouring entries are independent of each other, so that the core has many chains to work on at a time. */
    @State(Scope.Thread)
    public static class Chains {
        private final double[] doubles = new double[CHAIN_ENTRIES];
        private final int[] integers = new int[CHAIN_ENTRIES];
        private double factor = 0.5;
        private double addend = 0.75;
        private int integerFactor = 0x5bd1e995;
        private int integerAddend = 12345;
    }

    /** Three arrays. */
    @State(Scope.Thread)
    public static class Streams {
        @Param({NEAR, FAR, MEMORY})
        String size;

        private double[] to;
        private double[] a;
        private double[] b;

        @Setup
        public void fill() {
            to = new double[entries(size)];
            a = to.clone();
            b = to.clone();
            Arrays.fill(a, 1);
            Arrays.fill(b, 2);
        }
    }

    /** AES-128 in counter mode as the samplers use it. */
    @State(Scope.Thread)
    public static class Aes {
        private final byte[] zeros = new byte[STREAM_BYTES];
        private final byte[] stream = new byte[STREAM_BYTES];
        private Cipher cipher;

        @Setup
        public void start() throws GeneralSecurityException {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"), new IvParameterSpec(new byte[16]));
        }
    }

    /** Entries of each of the three arrays. */
    static int entries(String size) {
        String[] parts = size.split(" ");
        int unit = parts[1].equals("KiB") ? 1 << 10 : 1 << 20;
        return Integer.parseInt(parts[0]) * unit / (3 * Double.BYTES);
    }

    @Benchmark
    public double[] peakFusedMultiplyAdd(Chains chains) {
        double[] x = chains.doubles;
        double w = chains.factor;
        double v = chains.addend;
        for (int j = 0; j < x.length; j++) {
            double a = Math.fma(x[j], w, v);
            a = Math.fma(a, w, v);
            a = Math.fma(a, w, v);
            a = Math.fma(a, w, v);
            a = Math.fma(a, w, v);
            a = Math.fma(a, w, v);
            a = Math.fma(a, w, v);
            x[j] = Math.fma(a, w, v);
        }
        return x;
    }

    @Benchmark
    public int[] peakIntegerMultiplyAdd(Chains chains) {
        int[] x = chains.integers;
        int w = chains.integerFactor;
        int v = chains.integerAddend;
        for (int j = 0; j < x.length; j++) {
            int a = x[j] * w + v;
            a = a * w + v;
            a = a * w + v;
            a = a * w + v;
            a = a * w + v;
            a = a * w + v;
            a = a * w + v;
            x[j] = a * w + v;
        }
        return x;
    }

    /** Two loads and a store for each entry. */
    @Benchmark
    public double[] peakTriad(Streams streams) {
        double[] to = streams.to;
        double[] a = streams.a;
        double[] b = streams.b;
        for (int j = 0; j < to.length; j++) {
            to[j] = Math.fma(b[j], 3, a[j]);
        }
        return to;
    }

    @Benchmark
    public byte[] peakAesCounterMode(Aes aes) throws GeneralSecurityException {
        aes.cipher.update(aes.zeros, 0, STREAM_BYTES, aes.stream, 0);
        return aes.stream;
    }
}
