package io.veilray.dicom.derived;

import io.veilray.dicom.DicomException;
import io.veilray.region.Region;
import java.util.List;

/** The pixels that a closed line goes around. */
final class OutlineRegion {
    private static final int MOST_PX = 0xFFFF;

    private OutlineRegion() {}

    /** @param line column, row, column, row and so on */
    static Region of(List<? extends Number> line) throws DicomException {
        if (line.size() < 6 || line.size() % 2 != 0) {
            throw new DicomException(DerivedTags.GRAPHIC_DATA + " has " + line.size()
                    + " numbers: an outline has two a point and at least three points");
        }
        double left = MOST_PX;
        double top = MOST_PX;
        double right = 0;
        double bottom = 0;
        for (int i = 0; i < line.size(); i += 2) {
            double x = checked(line.get(i));
            double y = checked(line.get(i + 1));
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
        }
        int x = (int) Math.floor(left);
        int y = (int) Math.floor(top);
        return new Region(x, y, Math.max(1, (int) Math.ceil(right) - x), Math.max(1, (int) Math.ceil(bottom) - y));
    }

    private static double checked(Number number) throws DicomException {
        double value = number.doubleValue();
        if (!(value >= 0 && value <= MOST_PX)) {
            throw new DicomException(
                    DerivedTags.GRAPHIC_DATA + " has the coordinate " + value + ": must be from 0 to " + MOST_PX);
        }
        return value;
    }
}
