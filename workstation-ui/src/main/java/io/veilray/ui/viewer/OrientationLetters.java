package io.veilray.ui.viewer;

import io.veilray.ui.scan.PatientAxes;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;

/**
 * Which side of the patient lies at each edge of the screen, in the letters of DICOM PS3.3 C.7.6.1.1.1: left, right,
 * anterior, posterior, head, feet; the strongest direction first.
 */
record OrientationLetters(String left, String right, String top, String bottom) {
    /** A direction weaker than this, the sine of some 11 degrees, is left out. */
    private static final double LEAST = 0.2;

    private static final String TOWARDS = "LPH";
    private static final String AWAY = "RAF";

    static OrientationLetters of(PatientAxes axes, ViewTransform transform) {
        Point2D x = transform.directionOfX();
        Point2D y = transform.directionOfY();
        double[] right = sum(axes, x.getX(), y.getX());
        double[] down = sum(axes, x.getY(), y.getY());
        return new OrientationLetters(letters(right, -1), letters(right, 1), letters(down, -1), letters(down, 1));
    }

    private static double[] sum(PatientAxes axes, double ofRow, double ofColumn) {
        return IntStream.range(0, 3)
                .mapToDouble(i -> ofRow * axes.row()[i] + ofColumn * axes.column()[i])
                .toArray();
    }

    private static String letters(double[] direction, int sign) {
        return IntStream.range(0, 3)
                .boxed()
                .filter(i -> Math.abs(direction[i]) > LEAST)
                .sorted(Comparator.comparingDouble(i -> -Math.abs(direction[i])))
                .map(i -> String.valueOf((sign * direction[i] > 0 ? TOWARDS : AWAY).charAt(i)))
                .collect(Collectors.joining());
    }
}
