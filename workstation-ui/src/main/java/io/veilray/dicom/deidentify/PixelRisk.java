package io.veilray.dicom.deidentify;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import java.util.Optional;
import java.util.Set;

/** Why the pixels of an object may tell who the patient is, as far as its header says; nobody has looked at them. */
public enum PixelRisk {
    /** Burned In Annotation is YES. */
    BURNED_IN,
    /** Recognizable Visual Features is YES, as of a face. */
    RECOGNISABLE,
    /** Pixels of a screen, a film or a document, which show what stood there. */
    CAPTURED,
    /** A modality whose images usually carry their text in the pixels, and the header does not deny it. */
    USUAL,
    /** An old overlay in unused bits of the pixels. */
    OVERLAY_BITS;

    private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    private static final Set<String> WITH_TEXT =
            Set.of("US", "IVUS", "BDUS", "ES", "XC", "GM", "SM", "OP", "OT", "DOC", "ECG", "RF");
    private static final int OVERLAYS = 0x6000;
    private static final int OVERLAY_BIT_POSITION = 0x0102;
    private static final int OVERLAY_DATA = 0x3000;

    /** The first that holds; empty for an object without pixels. */
    public static Optional<PixelRisk> of(DicomDataset dataset) {
        if (!dataset.has(Tags.PIXEL_DATA)) {
            return Optional.empty();
        }
        Optional<String> burnedIn = dataset.code(Tags.BURNED_IN_ANNOTATION);
        if (burnedIn.equals(Optional.of("YES"))) {
            return Optional.of(BURNED_IN);
        } else if (dataset.code(Tags.RECOGNIZABLE_VISUAL_FEATURES).equals(Optional.of("YES"))) {
            return Optional.of(RECOGNISABLE);
        } else if (dataset.stream().anyMatch(element -> isOverlayBit(dataset, element))) {
            return Optional.of(OVERLAY_BITS);
        }
        return burnedIn.equals(Optional.of("NO")) ? Optional.empty() : guessed(dataset);
    }

    private static Optional<PixelRisk> guessed(DicomDataset dataset) {
        boolean captured = dataset.code(Tags.SOP_CLASS_UID).orElse("").startsWith(SECONDARY_CAPTURE)
                || dataset.code(Tags.CONVERSION_TYPE).isPresent()
                || dataset.codes(Tags.IMAGE_TYPE).stream().anyMatch(type -> type.contains("SCREEN"));
        if (captured) {
            return Optional.of(CAPTURED);
        }
        return WITH_TEXT.contains(dataset.code(Tags.MODALITY).orElse("OT")) ? Optional.of(USUAL) : Optional.empty();
    }

    private static boolean isOverlayBit(DicomDataset dataset, DicomElement element) {
        int group = element.tag().group();
        return (group & 0xFF01) == OVERLAYS
                && element.tag().element() == OVERLAY_BIT_POSITION
                && !dataset.has(new Tag(group, OVERLAY_DATA));
    }
}
