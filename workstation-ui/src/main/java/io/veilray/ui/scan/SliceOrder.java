package io.veilray.ui.scan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The order of the files of one series: by position along the slice normal, if all lie parallel and say where; else by
 * Instance Number, if all have one; else by name.
 */
final class SliceOrder {
    /** Cosines of one stack differ by rounding only; gantry tilt and obliques differ by far more between stacks. */
    private static final double PARALLEL_WITHIN = 1e-3;

    private static final double STEPS_PER_MM = 1000;

    private SliceOrder() {}

    static void sort(List<FileHeader> files) {
        Comparator<FileHeader> byName =
                Comparator.comparing(file -> FileNames.sortable(file.found().shown()));
        Comparator<FileHeader> byNumber =
                files.stream().allMatch(file -> file.instanceNumber().isPresent())
                        ? Comparator.<FileHeader>comparingInt(
                                        file -> file.instanceNumber().getAsInt())
                                .thenComparing(byName)
                        : byName;
        files.sort(normal(files)
                .map(normal -> byPosition(normal).thenComparing(byNumber))
                .orElse(byNumber));
    }

    private static Comparator<FileHeader> byPosition(double[] normal) {
        return Comparator.comparingLong(file -> Math.round(dot(file.position().orElseThrow(), normal) * STEPS_PER_MM));
    }

    /** The common normal, towards the head for an axial stack; empty if there is none or a position is missing. */
    private static Optional<double[]> normal(List<FileHeader> files) {
        Optional<PatientAxes> first = axes(files.getFirst());
        boolean parallel = first.isPresent()
                && files.stream()
                        .allMatch(file -> file.position().isPresent()
                                && axes(file)
                                        .filter(axes -> areParallel(axes, first.get()))
                                        .isPresent());
        return first.filter(axes -> parallel).map(axes -> cross(axes.row(), axes.column()));
    }

    private static Optional<PatientAxes> axes(FileHeader file) {
        return file.frames().getFirst().info().axes();
    }

    private static boolean areParallel(PatientAxes one, PatientAxes other) {
        return areEqual(one.row(), other.row()) && areEqual(one.column(), other.column());
    }

    private static boolean areEqual(double[] one, double[] other) {
        for (int i = 0; i < 3; i++) {
            if (Math.abs(one[i] - other[i]) > PARALLEL_WITHIN) {
                return false;
            }
        }
        return true;
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {
            a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0],
        };
    }
}
