package io.veilray.dicom;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What the header says of one frame: looked for in the frame's own functional group, then in the shared one (PS3.3
 * section C.7.6.16), then in the data set itself. Its values die with the file.
 */
public final class FrameHeader {
    private final List<DicomDataset> places;

    /** @param frameIndex from 0 */
    public FrameHeader(DicomDataset dataset, int frameIndex) {
        this.places = List.of(
                groups(dataset.items(Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE), frameIndex),
                groups(dataset.items(Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE), 0),
                dataset);
    }

    private static DicomDataset groups(List<DicomDataset> items, int index) {
        return index < items.size() ? items.get(index) : DicomDataset.empty();
    }

    /**
     * The numbers of the first place that has them, none if no place has.
     *
     * @param macro the sequence that holds the tag inside a functional group
     */
    public List<Double> decimals(Tag macro, Tag tag) throws DicomException {
        for (DicomDataset place : groupsOf(macro)) {
            List<Double> found = place.decimals(tag);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** The first number of the first place that has any. */
    OptionalDouble decimal(Tag macro, Tag tag) throws DicomException {
        for (DicomDataset place : groupsOf(macro)) {
            OptionalDouble found = place.decimal(tag);
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalDouble.empty();
    }

    /** The code of the first place that has one. */
    public Optional<String> code(Tag macro, Tag tag) {
        return groupsOf(macro).stream()
                .flatMap(place -> place.code(tag).stream())
                .findFirst();
    }

    /** Whether any place has that sequence with an item in it. */
    public boolean hasTable(Tag sequence) {
        return places.stream().anyMatch(place -> !place.items(sequence).isEmpty());
    }

    private List<DicomDataset> groupsOf(Tag macro) {
        return Stream.concat(
                        places.subList(0, 2).stream().flatMap(place -> place.items(macro).stream()),
                        Stream.of(places.getLast()))
                .toList();
    }
}
