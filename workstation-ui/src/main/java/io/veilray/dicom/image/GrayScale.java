package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import io.veilray.region.Window;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What one frame's stored values mean and how they are shown: rescale and windows. */
final class GrayScale {
    private final FrameHeader header;
    private final List<String> notes;

    /** @param notes gets a sentence for whatever the file asks for and does not get */
    GrayScale(DicomDataset dataset, int frameIndex, List<String> notes) {
        this.header = new FrameHeader(dataset, frameIndex);
        this.notes = notes;
    }

    /** The line from stored values to modality units. */
    Rescale rescale() throws DicomException {
        if (header.hasTable(Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tags.MODALITY_LUT_SEQUENCE)) {
            notes.add("The file's modality look-up table is not applied; values are as stored.");
        }
        return Rescale.of(
                header.decimal(Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tags.RESCALE_SLOPE)
                        .orElse(1),
                header.decimal(Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tags.RESCALE_INTERCEPT)
                        .orElse(0));
    }

    /** The file's first window, unless it has none that this reader applies. */
    Optional<Window> window() throws DicomException {
        OptionalDouble center = header.decimal(Tags.FRAME_VOI_LUT_SEQUENCE, Tags.WINDOW_CENTER);
        OptionalDouble width = header.decimal(Tags.FRAME_VOI_LUT_SEQUENCE, Tags.WINDOW_WIDTH);
        if (center.isEmpty()
                || width.isEmpty()
                || header.hasTable(Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tags.MODALITY_LUT_SEQUENCE)) {
            if (header.hasTable(Tags.FRAME_VOI_LUT_SEQUENCE, Tags.VOI_LUT_SEQUENCE)) {
                notes.add(
                        "The file's display look-up table is not applied; shown from its least to its largest value.");
            }
            return Optional.empty();
        }
        return window(center.getAsDouble(), width.getAsDouble(), function());
    }

    /**
     * The default function LINEAR runs from {@code c - 0.5 - (w - 1) / 2} to {@code c - 0.5 + (w - 1) / 2} (PS3.3
     * C.11.2.1.2.1), which is LINEAR_EXACT with centre {@code c - 0.5} and width {@code w - 1}.
     */
    private Optional<Window> window(double center, double width, String function) {
        boolean linear = function.equals("LINEAR");
        if (!Double.isFinite(center) || !Double.isFinite(width) || !(width > 0) || linear && width < 1) {
            notes.add("The file's window of centre " + center + " and width " + width
                    + " is not a window; shown from its least to its largest value.");
            return Optional.empty();
        }
        if (function.equals("SIGMOID")) {
            notes.add("The file asks for a sigmoid window; a linear one of the same centre and width is used.");
        }
        double threshold = 1e-6; // width 1 means black or white with nothing between
        return Optional.of(
                linear ? new Window(center - 0.5, Math.max(width - 1, threshold)) : new Window(center, width));
    }

    /** All windows of the file that this reader applies, in their order. */
    List<Window> windows() throws DicomException {
        List<Double> centers = header.decimals(Tags.FRAME_VOI_LUT_SEQUENCE, Tags.WINDOW_CENTER);
        List<Double> widths = header.decimals(Tags.FRAME_VOI_LUT_SEQUENCE, Tags.WINDOW_WIDTH);
        if (header.hasTable(Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tags.MODALITY_LUT_SEQUENCE)) {
            return List.of();
        }
        return IntStream.range(0, Math.min(centers.size(), widths.size()))
                .mapToObj(i -> window(centers.get(i), widths.get(i), function()))
                .flatMap(Optional::stream)
                .toList();
    }

    private String function() {
        return header.code(Tags.FRAME_VOI_LUT_SEQUENCE, Tags.VOI_LUT_FUNCTION).orElse("LINEAR");
    }
}
