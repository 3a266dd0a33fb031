package io.veilray.dicom.deidentify;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.Dictionary;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * De-identifies the data sets of one export, whose references to each other stay whole: the same UID becomes the same
 * new one, and a patient's ID the same new ID.
 *
 * <p>Guarantees: what PS3.15 table E.1-1 lists is removed, emptied or replaced, at every depth, and every private
 * attribute is gone.
 *
 * <p>Does not guarantee: anything about pixels (see {@link PixelRisk}), nor about attributes that the profile keeps and
 * somebody wrote a name into.
 */
public final class Deidentifier implements AutoCloseable {
    private static final String METHOD = "Veilray: DICOM PS3.15 Annex E Basic Profile, pixels as they were";
    private static final String BASIC_PROFILE = "113100";

    private final Pseudonyms pseudonyms = new Pseudonyms();

    /** A data set without identity; values that are kept are views into the original's. */
    public DicomDataset deidentify(DicomDataset original) {
        DicomDataset rewritten = rewritten(original);
        return rewritten.toBuilder()
                .text(Tags.PATIENT_IDENTITY_REMOVED, "YES")
                .text(Tags.DEIDENTIFICATION_METHOD, METHOD)
                .sequence(Tags.DEIDENTIFICATION_METHOD_CODE_SEQUENCE, methods(rewritten))
                .text(Tags.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, "REMOVED")
                .build();
    }

    /** What others did before, and the basic profile (PS3.16 context group 7050). */
    private static List<DicomDataset> methods(DicomDataset rewritten) {
        List<DicomDataset> methods = new ArrayList<>(rewritten.items(Tags.DEIDENTIFICATION_METHOD_CODE_SEQUENCE));
        methods.removeIf(item -> item.code(Tags.CODE_VALUE).equals(Optional.of(BASIC_PROFILE)));
        methods.add(DummyValues.code(BASIC_PROFILE, "DCM", "Basic Application Confidentiality Profile"));
        return methods;
    }

    private DicomDataset rewritten(DicomDataset original) {
        DatasetBuilder result = original.toBuilder();
        for (DicomElement element : original) {
            rewritten(element).ifPresentOrElse(result::put, () -> result.remove(element.tag()));
        }
        return result.build();
    }

    private Optional<DicomElement> rewritten(DicomElement element) {
        return switch (BasicProfile.action(element)) {
            case KEEP -> Optional.of(element.isSequence() ? rewrittenItems(element) : element);
            case REMOVE -> Optional.empty();
            case EMPTY -> Optional.of(emptied(element));
            case DUMMY -> Optional.of(isEmpty(element) ? emptied(element) : dummy(element));
            case NEW_UID -> element.isSequence() ? Optional.empty() : Optional.of(newUids(element));
        };
    }

    private DicomElement rewrittenItems(DicomElement sequence) {
        return DicomElement.sequence(
                sequence.tag(), sequence.items().stream().map(this::rewritten).toList());
    }

    private static DicomElement emptied(DicomElement element) {
        return element.isSequence()
                ? DicomElement.sequence(element.tag(), List.of())
                : DicomElement.of(element.tag(), element.vr(), new byte[0]);
    }

    private static boolean isEmpty(DicomElement element) {
        return element.items().isEmpty() && !element.isEncapsulated() && element.valueBytes() == 0;
    }

    private DicomElement dummy(DicomElement element) {
        Tag tag = element.tag();
        Vr vr = element.vr() == Vr.UN ? Dictionary.vr(tag) : element.vr();
        if (tag.equals(Tags.PATIENT_ID)) {
            return text(tag, vr, pseudonyms.patientId(written(element)));
        }
        return switch (vr) {
            case SQ -> DicomElement.sequence(tag, List.of(dummyItem(tag)));
            case UI -> newUids(element);
            default -> DummyValues.of(tag, vr);
        };
    }

    private DicomDataset dummyItem(Tag sequence) {
        return sequence.equals(Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE)
                ? DummyValues.reference(pseudonyms.uid(""))
                : DummyValues.item(sequence);
    }

    private DicomElement newUids(DicomElement element) {
        String uids = Arrays.stream(written(element).split("\\\\", -1))
                .map(String::strip)
                .map(uid -> uid.isEmpty() ? uid : pseudonyms.uid(uid))
                .collect(Collectors.joining("\\"));
        return text(element.tag(), Vr.UI, uids);
    }

    private static String written(DicomElement element) {
        return new String(element.bytes(), StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
    }

    private static DicomElement text(Tag tag, Vr vr, String value) {
        return DicomElement.padded(tag, vr, value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Forgets which identifiers stand for which. */
    @Override
    public void close() {
        pseudonyms.close();
    }
}
