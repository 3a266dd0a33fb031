package io.veilray.benchmark;

import java.util.List;

/**
 * What one core gives, from {@link PeakBenchmark}.
 *
 * @param doubles fused multiply-adds, in thousand million operations a second, two for each
 * @param integers 32-bit multiply-adds likewise
 * @param near GB/s to and from the first cache
 * @param far GB/s to and from the second cache
 * @param memory GB/s to and from memory
 * @param stream GB/s of AES in counter mode
 */
record Roofs(double doubles, double integers, double near, double far, double memory, double stream) {
    static Roofs of(List<KernelRun> runs) {
        double chain = 2.0 * PeakBenchmark.LINKS * PeakBenchmark.CHAIN_ENTRIES;
        return new Roofs(
                chain / microseconds(runs, "peakFusedMultiplyAdd", null) / 1000,
                chain / microseconds(runs, "peakIntegerMultiplyAdd", null) / 1000,
                triad(runs, PeakBenchmark.NEAR),
                triad(runs, PeakBenchmark.FAR),
                triad(runs, PeakBenchmark.MEMORY),
                PeakBenchmark.STREAM_BYTES / microseconds(runs, "peakAesCounterMode", null) / 1000);
    }

    private static double triad(List<KernelRun> runs, String size) {
        return 3.0 * Double.BYTES * PeakBenchmark.entries(size) / microseconds(runs, "peakTriad", size) / 1000;
    }

    private static double microseconds(List<KernelRun> runs, String method, String size) {
        return runs.stream()
                .filter(run -> run.method().equals(method)
                        && (size == null || size.equals(run.parameters().get("size"))))
                .findFirst()
                .orElseThrow()
                .microseconds();
    }

    double operations(Work.Unit unit) {
        return switch (unit) {
            case DOUBLES -> doubles;
            case INTEGERS -> integers;
            case STREAM -> stream;
            case NONE -> Double.POSITIVE_INFINITY;
        };
    }

    /** Microseconds that the work takes at least: whichever of arithmetic and the two caches takes longest. */
    double least(Work work) {
        return Math.max(arithmetic(work), Math.max(work.nearBytes() / near, work.farBytes() / far) / 1000);
    }

    private double arithmetic(Work work) {
        return work.operations() / operations(work.unit()) / 1000;
    }

    /** Which of the three it is. */
    String limit(Work work) {
        double least = least(work);
        if (least == arithmetic(work)) {
            return work.unit() == Work.Unit.STREAM ? "AES" : "arithmetic";
        }
        return least == work.nearBytes() / near / 1000 ? "first cache" : "second cache";
    }
}
