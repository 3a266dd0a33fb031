package io.veilray.dicom;

import io.veilray.region.Window;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one frame's stored values mean and how they are shown: rescale and window, looked for in the frame's own
 * functional group, then in the shared one (PS3.3 section C.7.6.16), then in the data set itself.
 */
final class GrayScale {
    private final List<DicomDataset> places;
    private final List<String> notes;

    /** @param notes gets a sentence for whatever the file asks for and does not get */
    GrayScale(DicomDataset dataset, int frameIndex, List<String> notes) {
        this.places = List.of(
                groups(dataset.items(Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE), frameIndex),
                groups(dataset.items(Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE), 0),
                dataset);
        this.notes = notes;
    }

    private static DicomDataset groups(List<DicomDataset> items, int index) {
        return index < items.size() ? items.get(index) : new DicomDataset(java.util.Map.of());
    }

    /** The line from stored values to modality units. */
    Rescale rescale() throws DicomException {
        if (hasTable(Tags.MODALITY_LUT_SEQUENCE)) {
            notes.add("The file's modality look-up table is not applied; values are as stored.");
        }
        return Rescale.of(
                decimal(Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tags.RESCALE_SLOPE)
                        .orElse(1),
                decimal(Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tags.RESCALE_INTERCEPT)
                        .orElse(0));
    }

    /** The file's first window, unless it has none that this reader applies. */
    Optional<Window> window() throws DicomException {
        OptionalDouble center = decimal(Tags.FRAME_VOI_LUT_SEQUENCE, Tags.WINDOW_CENTER);
        OptionalDouble width = decimal(Tags.FRAME_VOI_LUT_SEQUENCE, Tags.WINDOW_WIDTH);
        if (center.isEmpty() || width.isEmpty() || hasTable(Tags.MODALITY_LUT_SEQUENCE)) {
            if (hasTable(Tags.VOI_LUT_SEQUENCE)) {
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

    private String function() {
        return groupsOf(Tags.FRAME_VOI_LUT_SEQUENCE).stream()
                .flatMap(place -> place.code(Tags.VOI_LUT_FUNCTION).stream())
                .findFirst()
                .orElse("LINEAR");
    }

    private OptionalDouble decimal(Tag macro, Tag tag) throws DicomException {
        for (DicomDataset place : groupsOf(macro)) {
            OptionalDouble found = place.decimal(tag);
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalDouble.empty();
    }

    private List<DicomDataset> groupsOf(Tag macro) {
        return java.util.stream.Stream.concat(
                        places.subList(0, 2).stream().flatMap(place -> place.items(macro).stream()),
                        java.util.stream.Stream.of(places.getLast()))
                .toList();
    }

    private boolean hasTable(Tag sequence) {
        return places.stream().anyMatch(place -> !place.items(sequence).isEmpty());
    }
}
