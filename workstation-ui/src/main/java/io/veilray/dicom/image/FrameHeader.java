package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What the header says of one frame: looked for in the frame's own functional group, then in the shared one (PS3.3
 * section C.7.6.16), then in the data set itself. Its values die with the file.
 */
public final class FrameHeader {
    private final List<DicomDataset> groups;
    private final DicomDataset dataset;

    private FrameHeader(List<DicomDataset> groups, DicomDataset dataset) {
        this.groups = groups;
        this.dataset = dataset;
    }

    /** What holds for all frames. */
    static FrameHeader common(DicomDataset dataset) {
        List<DicomDataset> shared = dataset.items(Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
        return new FrameHeader(shared.stream().limit(1).toList(), dataset);
    }

    /** The same under the functional group of one frame. */
    FrameHeader under(DicomDataset group) {
        return new FrameHeader(Stream.concat(Stream.of(group), groups.stream()).toList(), dataset);
    }

    /**
     * The numbers of the first place that has them, none if no place has.
     *
     * @param macro the sequence that holds the tag inside a functional group
     */
    public List<Double> decimals(Tag macro, Tag tag) throws DicomException {
        for (DicomDataset place : places(macro)) {
            List<Double> found = place.decimals(tag);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** The first number of the first place that has any. */
    OptionalDouble decimal(Tag macro, Tag tag) throws DicomException {
        for (DicomDataset place : places(macro)) {
            OptionalDouble found = place.decimal(tag);
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalDouble.empty();
    }

    /** The code of the first place that has one. */
    public Optional<String> code(Tag macro, Tag tag) {
        return places(macro).stream().flatMap(place -> place.code(tag).stream()).findFirst();
    }

    /** All values of a text of the first place that has any. */
    List<String> texts(Tag macro, Tag tag) {
        return places(macro).stream()
                .map(place -> place.texts(tag))
                .filter(texts -> !texts.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /**
     * What the file calls the units of its modality values (PS3.3 section C.11.1.1.2): Rescale Type, the type of the
     * table that is applied instead, or Dose Units.
     */
    public Optional<String> modalityType() {
        Tag macro = Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE;
        List<DicomDataset> tables = items(macro, Tags.MODALITY_LUT_SEQUENCE);
        return tables.isEmpty()
                ? code(macro, Tags.RESCALE_TYPE).or(() -> code(macro, Tags.DOSE_UNITS))
                : tables.getFirst().code(Tags.MODALITY_LUT_TYPE);
    }

    /** The items of a sequence at the first place that has any. */
    List<DicomDataset> items(Tag macro, Tag sequence) {
        return places(macro).stream()
                .map(place -> place.items(sequence))
                .filter(items -> !items.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<DicomDataset> places(Tag macro) {
        return Stream.concat(groups.stream().flatMap(group -> group.items(macro).stream()), Stream.of(dataset))
                .toList();
    }
}
