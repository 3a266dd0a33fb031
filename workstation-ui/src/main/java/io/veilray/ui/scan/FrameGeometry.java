package io.veilray.ui.scan;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.image.FrameHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where one frame lies and how large its pixels are.
 *
 * @param position of the first pixel's centre, in mm to the left, the back and the head; empty if not given
 * @param notes sentences about what could not be used, or means less than it seems
 */
record FrameGeometry(
        Optional<PixelSpacing> spacing, Optional<PatientAxes> axes, Optional<double[]> position, List<String> notes) {
    /** Modalities whose images are shadows on a detector, PS3.3 C.7.3.1.1.1. */
    private static final Set<String> PROJECTIONS = Set.of("CR", "DX", "IO", "MG", "PX", "RF", "RG", "XA");

    private static final double SQUARE_WITHIN = 1e-2;

    static FrameGeometry of(FrameHeader header, String modality) {
        List<String> notes = new ArrayList<>();
        Optional<PixelSpacing> spacing = spacing(header, modality, notes);
        Optional<PatientAxes> axes = axes(header, notes);
        Optional<double[]> position = numbers(header, Tags.PLANE_POSITION_SEQUENCE, Tags.IMAGE_POSITION, 3);
        return new FrameGeometry(spacing, axes, position, List.copyOf(notes));
    }

    /** Pixel Spacing; in projections also Imager Pixel Spacing, which is as on the detector (PS3.3 section 10.7.1.3). */
    private static Optional<PixelSpacing> spacing(FrameHeader header, String modality, List<String> notes) {
        Optional<PixelSpacing> spacing = spacing(header, Tags.PIXEL_SPACING, notes);
        if (!PROJECTIONS.contains(modality)) {
            return spacing;
        }
        Optional<PixelSpacing> imager = spacing(header, Tags.IMAGER_PIXEL_SPACING, notes);
        if (imager.isPresent() && (spacing.isEmpty() || spacing.equals(imager))) {
            notes.add(
                    "Millimetres are those on the detector (Imager Pixel Spacing): in the patient, lengths are smaller"
                            + " by a factor that the file does not give.");
            return imager;
        }
        return spacing;
    }

    /** Row spacing stands first in the file: from one row to the next, along y. */
    private static Optional<PixelSpacing> spacing(FrameHeader header, Tag tag, List<String> notes) {
        if (!isGiven(header, Tags.PIXEL_MEASURES_SEQUENCE, tag)) {
            return Optional.empty();
        }
        Optional<double[]> mm = numbers(header, Tags.PIXEL_MEASURES_SEQUENCE, tag, 2);
        if (mm.isEmpty() || !(mm.get()[0] > 0) || !(mm.get()[1] > 0)) {
            notes.add("The file's pixel spacing is no pair of positive numbers and is not used.");
            return Optional.empty();
        }
        return Optional.of(new PixelSpacing(mm.get()[0], mm.get()[1]));
    }

    private static Optional<PatientAxes> axes(FrameHeader header, List<String> notes) {
        if (!isGiven(header, Tags.PLANE_ORIENTATION_SEQUENCE, Tags.IMAGE_ORIENTATION)) {
            return Optional.empty();
        }
        Optional<PatientAxes> axes = numbers(header, Tags.PLANE_ORIENTATION_SEQUENCE, Tags.IMAGE_ORIENTATION, 6)
                .flatMap(FrameGeometry::axes);
        if (axes.isEmpty()) {
            notes.add("The file's image orientation is no pair of perpendicular directions and is not used.");
        }
        return axes;
    }

    private static Optional<PatientAxes> axes(double[] v) {
        double dot = v[0] * v[3] + v[1] * v[4] + v[2] * v[5];
        if (Math.abs(dot) > SQUARE_WITHIN) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PatientAxes(new double[] {v[0], v[1], v[2]}, new double[] {v[3], v[4], v[5]}));
        } catch (IllegalArgumentException e) { // not of length 1
            return Optional.empty();
        }
    }

    private static boolean isGiven(FrameHeader header, Tag macro, Tag tag) {
        return header.code(macro, tag).isPresent();
    }

    private static Optional<double[]> numbers(FrameHeader header, Tag macro, Tag tag, int count) {
        try {
            List<Double> found = header.decimals(macro, tag);
            return found.size() == count && found.stream().allMatch(Double::isFinite)
                    ? Optional.of(
                            found.stream().mapToDouble(Double::doubleValue).toArray())
                    : Optional.empty();
        } catch (DicomException e) { // not numbers
            return Optional.empty();
        }
    }
}
