package io.veilray.ui.viewer;

import io.veilray.ui.scan.PatientAxes;
import io.veilray.ui.scan.Series;
import io.veilray.ui.scan.SliceInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Parallel slices whose places in the patient are known (DICOM PS3.3 section C.7.6.2.1.1). */
final class Stack {
    /** Cosine of the largest angle, 2.5 degrees, at which planes pass for parallel: two scans of one day differ by less. */
    private static final double PARALLEL_COSINE = 0.999;

    private final List<double[]> positions;
    private final double[] normal;
    private final Optional<String> frameOfReference;

    private Stack(List<double[]> positions, double[] normal, Optional<String> frameOfReference) {
        this.positions = positions;
        this.normal = normal;
        this.frameOfReference = frameOfReference;
    }

    /** Empty if a slice does not say where it lies, or if one lies at an angle to the first. */
    static Optional<Stack> of(Series series) {
        List<SliceInfo> slices =
                IntStream.range(0, series.slices()).mapToObj(series::info).toList();
        Optional<double[]> normal = slices.getFirst().axes().map(Stack::normal);
        boolean known = normal.isPresent()
                && slices.stream()
                        .allMatch(slice -> slice.position().isPresent()
                                && slice.axes()
                                        .filter(axes -> areParallel(normal(axes), normal.get()))
                                        .isPresent());
        return known
                ? Optional.of(new Stack(
                        slices.stream().map(slice -> slice.position().get()).toList(), normal.get(), common(slices)))
                : Optional.empty();
    }

    private static Optional<String> common(List<SliceInfo> slices) {
        Optional<String> first = slices.getFirst().frameOfReference();
        return first.filter(uid ->
                slices.stream().allMatch(slice -> slice.frameOfReference().equals(first)));
    }

    boolean isParallelTo(Stack other) {
        return areParallel(normal, other.normal);
    }

    /** Whether both give their positions from the same origin. */
    boolean sharesOrigin(Stack other) {
        return frameOfReference.isPresent() && frameOfReference.equals(other.frameOfReference);
    }

    /** How far a slice lies along that stack's normal, in mm. */
    double along(Stack measure, int slice) {
        return dot(positions.get(slice), measure.normal);
    }

    /** The slice nearest to a place along that stack's normal. */
    int nearest(Stack measure, double mm) {
        double[] away = IntStream.range(0, positions.size())
                .mapToDouble(slice -> Math.abs(along(measure, slice) - mm))
                .toArray();
        double least = Arrays.stream(away).min().orElseThrow();
        return IntStream.range(0, away.length)
                .filter(slice -> away[slice] == least)
                .findFirst()
                .orElseThrow();
    }

    private static boolean areParallel(double[] one, double[] other) {
        return Math.abs(dot(one, other)) >= PARALLEL_COSINE;
    }

    private static double[] normal(PatientAxes axes) {
        double[] a = axes.row();
        double[] b = axes.column();
        return new double[] {
            a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0],
        };
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
