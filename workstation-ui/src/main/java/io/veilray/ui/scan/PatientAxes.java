package io.veilray.ui.scan;

/**
 * How an image lies in the patient (DICOM PS3.3 C.7.6.2.1.1): unit vectors of the patient's axes, which run to the left,
 * to the back and to the head.
 *
 * @param row the way columns count up, from left to right of the stored image: {@code {left, posterior, superior}}
 * @param column the way rows count up, downwards
 */
public record PatientAxes(double[] row, double[] column) {
    private static final double UNIT_WITHIN = 1e-2;

    public PatientAxes {
        if (row.length != 3 || column.length != 3 || !isUnit(row) || !isUnit(column)) {
            throw new IllegalArgumentException(
                    "image orientation: must be two vectors of length 1 with three numbers each");
        }
    }

    private static boolean isUnit(double[] v) {
        return Math.abs(Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]) - 1) < UNIT_WITHIN;
    }
}
