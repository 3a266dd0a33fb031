package io.veilray.dicom.derived;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import java.util.List;
import java.util.Optional;

/** Reads our own objects back. Those of other programs are refused with a sentence, since half of one may mislead. */
public final class DerivedReader {
    /** PS3.4 table B.5-1: what is no image and holds results, of whatever maker. */
    private static final String REPORTS = "1.2.840.10008.5.1.4.1.1.88.";

    private static final String PRESENTATION_STATES = "1.2.840.10008.5.1.4.1.1.11.";
    private static final List<String> SEGMENTATIONS =
            List.of("1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7");

    private DerivedReader() {}

    /** Whether it is a report, a presentation state or a segmentation, which are no images to be shown by themselves. */
    public static boolean isResult(DicomDataset dataset) {
        String uid = dataset.code(Tags.SOP_CLASS_UID).orElse("");
        return uid.startsWith(REPORTS) || uid.startsWith(PRESENTATION_STATES) || SEGMENTATIONS.contains(uid);
    }

    /**
     * The results in an object for which {@link #isResult} holds.
     *
     * @throws DicomException with what it is and why it is not shown, to follow the name of its file
     */
    public static List<StoredResult> read(DicomDataset dataset) throws DicomException {
        Optional<ObjectKind> kind = dataset.code(Tags.SOP_CLASS_UID).flatMap(ObjectKind::ofClass);
        if (kind.isEmpty() || !dataset.text(DerivedTags.MANUFACTURER).orElse("").equals(Equipment.NAME)) {
            throw new DicomException("is " + what(dataset) + ", not an image, and of another program: it is shown by"
                    + " the program that made it");
        }
        try {
            return ofOurs(kind.get(), dataset);
        } catch (DicomException e) {
            throw new DicomException("is " + what(dataset) + " that cannot be shown: " + e.getMessage());
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new DicomException("is " + what(dataset) + " with numbers that do not fit together");
        }
    }

    private static List<StoredResult> ofOurs(ObjectKind kind, DicomDataset dataset) throws DicomException {
        return switch (kind) {
            case REPORT -> ReportReader.read(dataset);
            case PRESENTATION -> List.of(PresentationReader.read(dataset));
            default -> List.of(SegmentationReader.read(dataset));
        };
    }

    private static String what(DicomDataset dataset) {
        String uid = dataset.code(Tags.SOP_CLASS_UID).orElse("");
        if (uid.startsWith(REPORTS)) {
            return "a structured report";
        }
        return uid.startsWith(PRESENTATION_STATES) ? "a presentation state" : "a segmentation";
    }

    static DicomDataset first(DicomDataset dataset, Tag sequence) throws DicomException {
        return ContentReader.first(dataset, sequence).orElseThrow(() -> new DicomException(sequence + " is missing"));
    }
}
