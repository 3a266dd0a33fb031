package io.veilray.benchmark;

import io.veilray.cloud.compute.OnlineLayer;
import io.veilray.he.HeParameters;
import io.veilray.wire.BitPackingBenchmark;
import java.util.Optional;

/**
 * What one call of a kernel has to do, counted from its algorithm.
 *
 * @param unit what operations are
 * @param operations a fused multiply-add and an integer multiply-add being two
 * @param nearBytes all that loops load and store
 * @param farBytes what is touched at least once, each place counted once for reading and once for writing: as much
 *     comes from beyond the first cache if the caller's data are elsewhere, as they are among many polynomials
 */
record Work(Unit unit, double operations, double nearBytes, double farBytes) {
    /** What operations are. */
    enum Unit {
        DOUBLES("double"),
        INTEGERS("int"),
        STREAM("byte of AES-CTR"),
        NONE("");

        final String text;

        Unit(String text) {
            this.text = text;
        }
    }

    /** Product modulo a prime: x*w, times 1/q, rint, two fused multiply-adds, their sum ({@code FmaRows}). */
    private static final double PRODUCT = 8;

    private static final double BUTTERFLY = PRODUCT + 2;
    /** Times 1/q, rint, one fused multiply-add. */
    private static final double REDUCTION = 4;

    private static final double UPDATE_BYTES = 2 * Double.BYTES;

    /** Empty for what is made of several kernels or is no loop of arithmetic. */
    static Optional<Work> of(KernelRun run) {
        return Optional.ofNullable(
                switch (run.method()) {
                    case "forwardTransform" -> forward(run.number("degree"));
                    case "inverseTransform" -> inverse(run.number("degree"));
                    case "multiplyAccumulate" -> multiplyAccumulate(run.number("degree"));
                    case "encode" -> encode(run.number("degree"));
                    case "onlineConvolution" -> convolution(run.parameters().get("layer"), run.number("ringBits"));
                    case "sampleUniform" -> stream(8.0 * residues(run.number("degree")));
                    // a word for each coefficient
                    case "sampleCentredBinomial", "sampleRingElements" -> stream(8.0 * run.number("degree"));
                    // two bits for each coefficient, of which a quarter is drawn again
                    case "sampleTernary" -> stream(run.number("degree") / 4.0 * 4 / 3);
                    // a low and a high word for each coefficient
                    case "sampleFlooding" -> stream(16.0 * run.number("degree"));
                    case "packBits", "unpackBits" -> bits(run.number("bits"));
                    default -> null;
                });
    }

    private static int residues(int degree) {
        return degree * HeParameters.ofDegree(degree).ring().primes().size();
    }

    private static int stages(int degree) {
        return Integer.numberOfTrailingZeros(degree);
    }

    /** Loads and stores of butterflies: two entries each way; in the second half of the stages a factor too. */
    private static double butterflyBytes(int degree) {
        int first = (stages(degree) + 1) / 2;
        int second = stages(degree) - first;
        return residues(degree) / 2.0 * (stages(degree) * 2 * UPDATE_BYTES + second * Double.BYTES);
    }

    /** Two reductions and one transposition; touched are both polynomials and the factors of the second half. */
    private static Work forward(int degree) {
        double entries = residues(degree);
        return new Work(
                Unit.DOUBLES,
                entries / 2 * stages(degree) * BUTTERFLY + 2 * entries * REDUCTION,
                butterflyBytes(degree) + 3 * entries * UPDATE_BYTES,
                entries * (2 * UPDATE_BYTES + Double.BYTES));
    }

    /** Sums reduced every second stage, one transposition, the division by N. */
    private static Work inverse(int degree) {
        double entries = residues(degree);
        double reduced = entries / 2 * (stages(degree) / 2);
        return new Work(
                Unit.DOUBLES,
                entries / 2 * stages(degree) * BUTTERFLY + reduced * REDUCTION + entries * (PRODUCT + REDUCTION),
                butterflyBytes(degree) + reduced * UPDATE_BYTES + 3 * entries * UPDATE_BYTES,
                entries * (2 * UPDATE_BYTES + Double.BYTES));
    }

    /** A product added, and an eighth of a reduction. */
    private static Work multiplyAccumulate(int degree) {
        double entries = residues(degree);
        return new Work(
                Unit.DOUBLES,
                entries * (PRODUCT + 1 + REDUCTION / 8),
                entries * (UPDATE_BYTES + 2 * Double.BYTES + UPDATE_BYTES / 8),
                entries * (UPDATE_BYTES + 2 * Double.BYTES));
    }

    /** The rounded part (product, rint, sum) and the product with the quotient, of one message modulo each prime. */
    private static Work encode(int degree) {
        double entries = residues(degree);
        return new Work(
                Unit.DOUBLES,
                entries * (3 + PRODUCT + 1),
                degree * UPDATE_BYTES + 2 * entries * (UPDATE_BYTES + Double.BYTES),
                degree * UPDATE_BYTES + entries * UPDATE_BYTES);
    }

    /** Rings of more than 32 bits are computed in two parts ({@code RingConvolution}). */
    private static Work convolution(String name, int ringBits) {
        OnlineLayer layer = new OnlineLayer(name, ringBits);
        int parts = ringBits > 32 ? 2 : 1;
        return new Work(
                Unit.INTEGERS, 2.0 * parts * layer.products(), layer.loopBytes(parts), layer.touchedBytes(parts));
    }

    private static Work stream(double bytes) {
        return new Work(Unit.STREAM, bytes, 0, 0);
    }

    private static Work bits(int bits) {
        double bytes = BitPackingBenchmark.COUNT * (Long.BYTES + bits / 8.0);
        return new Work(Unit.NONE, 0, bytes, bytes);
    }
}
