package io.veilray.dicom.derived;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import io.veilray.region.Region;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The region or the evidence of a segmentation as {@link Segmentation} writes it. */
final class SegmentationReader {
    private final DicomDataset segmentation;
    private final boolean binary;
    private final int widthPx;
    private final int heightPx;
    private final byte[] frame;

    private SegmentationReader(DicomDataset segmentation) throws DicomException {
        this.segmentation = segmentation;
        this.binary =
                segmentation.code(DerivedTags.SEGMENTATION_TYPE).orElse("").equals("BINARY");
        this.widthPx = segmentation.requiredInteger(Tags.COLUMNS);
        this.heightPx = segmentation.requiredInteger(Tags.ROWS);
        this.frame = firstFrame();
    }

    static StoredResult read(DicomDataset segmentation) throws DicomException {
        return new SegmentationReader(segmentation).result();
    }

    /** The region, or what speaks for the answer: the segment that comes first where there is any. */
    private byte[] firstFrame() throws DicomException {
        int bits = segmentation.requiredInteger(Tags.BITS_ALLOCATED);
        if (bits != (binary ? 1 : 8)) {
            throw new DicomException(Tags.BITS_ALLOCATED + " is " + bits + ": must be " + (binary ? 1 : 8));
        }
        DicomElement pixels = segmentation
                .find(Tags.PIXEL_DATA)
                .filter(element -> !element.isEncapsulated())
                .orElseThrow(() -> new DicomException(Tags.PIXEL_DATA + " is missing or compressed"));
        long count = (long) widthPx * heightPx;
        long bytes = binary ? (count + 7) / 8 : count;
        if (count == 0 || count > Integer.MAX_VALUE - 8 || pixels.valueBytes() < bytes) {
            throw new DicomException(Tags.PIXEL_DATA + " has " + pixels.valueBytes() + " bytes where a frame of "
                    + widthPx + "x" + heightPx + " pixels needs " + bytes);
        }
        byte[] stored = new byte[(int) bytes];
        pixels.value().get(0, stored);
        return binary ? BitFrames.unpacked(stored, 0, (int) count) : stored;
    }

    private StoredResult result() throws DicomException {
        DicomDataset segment = DerivedReader.first(segmentation, DerivedTags.SEGMENT_SEQUENCE);
        DicomDataset algorithm =
                DerivedReader.first(segment, DerivedTags.SEGMENTATION_ALGORITHM_IDENTIFICATION_SEQUENCE);
        String label = segment.text(DerivedTags.SEGMENT_LABEL).orElse("");
        Region place = place();
        return new StoredResult(
                Set.of(binary ? ObjectKind.REGION : ObjectKind.EVIDENCE),
                image(),
                algorithm.text(DerivedTags.ALGORITHM_NAME).orElse("") + " "
                        + algorithm.text(DerivedTags.ALGORITHM_VERSION).orElse(""),
                segment.code(DerivedTags.TRACKING_UID).orElse(""),
                place,
                label,
                !label.startsWith(ReportCodes.NO_OPINION.meaning()),
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                evidence(segment, label, place));
    }

    private ImageReference image() throws DicomException {
        DicomDataset shared = DerivedReader.first(segmentation, Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
        DicomDataset derivation = DerivedReader.first(shared, DerivedTags.DERIVATION_IMAGE_SEQUENCE);
        return ImageReference.read(DerivedReader.first(derivation, DerivedTags.SOURCE_IMAGE_SEQUENCE));
    }

    /** The smallest rectangle around all pixels that are not 0. */
    private Region place() throws DicomException {
        int left = widthPx;
        int top = heightPx;
        int right = -1;
        int bottom = -1;
        for (int i = 0; i < frame.length; i++) {
            if (frame[i] != 0) {
                left = Math.min(left, i % widthPx);
                right = Math.max(right, i % widthPx);
                top = Math.min(top, i / widthPx);
                bottom = i / widthPx;
            }
        }
        if (right < 0) {
            throw new DicomException("there is nothing in it");
        }
        return new Region(left, top, right - left + 1, bottom - top + 1);
    }

    private Optional<StoredEvidence> evidence(DicomDataset segment, String label, Region place) {
        if (binary || !label.startsWith(FindingSegments.FOR)) {
            return Optional.empty();
        }
        byte[] shares = new byte[place.widthPx() * place.heightPx()];
        for (int row = 0; row < place.heightPx(); row++) {
            int start = (place.yPx() + row) * widthPx + place.xPx();
            System.arraycopy(frame, start, shares, row * place.widthPx(), place.widthPx());
        }
        String description = segment.text(DerivedTags.SEGMENT_DESCRIPTION).orElse("");
        return Optional.of(new StoredEvidence(place, shares, description));
    }
}
