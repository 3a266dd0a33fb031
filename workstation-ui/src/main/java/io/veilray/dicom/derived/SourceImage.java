package io.veilray.dicom.derived;

import io.veilray.dicom.CharacterSet;
import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The frame of a DICOM image that a result is about: everything of its header but the pixels. */
public final class SourceImage {
    private static final List<Tag> PIXELS =
            List.of(Tags.PIXEL_DATA, Tag.of(0x7FE00008), Tag.of(0x7FE00009), Tag.of(0x7FE00001), Tag.of(0x7FE00002));

    private final DicomDataset header;
    private final int frame;
    private final int frames;
    private final int widthPx;
    private final int heightPx;
    private final ImageReference reference;

    private SourceImage(DicomDataset header, int frame) throws DicomException {
        this.header = header;
        this.frame = frame;
        this.frames = header.integer(Tags.NUMBER_OF_FRAMES).orElse(1);
        this.widthPx = header.requiredInteger(Tags.COLUMNS);
        this.heightPx = header.requiredInteger(Tags.ROWS);
        if (frame < 1 || frame > frames) {
            throw new DicomException("frame " + frame + " of an image that has " + frames);
        }
        uid(Tags.STUDY_INSTANCE_UID);
        uid(Tags.SERIES_INSTANCE_UID);
        this.reference = new ImageReference(
                uid(Tags.SOP_CLASS_UID),
                uid(Tags.SOP_INSTANCE_UID),
                frames > 1 ? Optional.of(frame) : Optional.empty());
    }

    /**
     * Opens an image to refer to. Blocks for the disk.
     *
     * @param frame from 1
     * @throws DicomException if nothing can refer to it, as one without a SOP Instance UID
     */
    public static SourceImage open(Path file, int frame) throws IOException, DicomException {
        try (DicomFile opened = DicomFile.open(file)) {
            return of(opened.dataset(), frame);
        }
    }

    static SourceImage of(DicomDataset image, int frame) throws DicomException {
        DatasetBuilder header = image.toBuilder();
        PIXELS.forEach(header::remove);
        return new SourceImage(header.build().detached(), frame);
    }

    private String uid(Tag tag) throws DicomException {
        String uid = header.code(tag)
                .orElseThrow(() -> new DicomException(tag + " is missing, so that nothing can refer to this image"));
        if (!uid.matches("[0-9.]{1,64}")) {
            throw new DicomException(tag + " is no UID of digits and points, so that nothing can refer to this image");
        }
        return uid;
    }

    DicomDataset header() {
        return header;
    }

    CharacterSet characterSet() {
        return header.characterSet();
    }

    /** Begins an item of a sequence, whose text is in the source's character set. */
    DatasetBuilder item() {
        return DicomDataset.builder(characterSet());
    }

    public int frame() {
        return frame;
    }

    int widthPx() {
        return widthPx;
    }

    int heightPx() {
        return heightPx;
    }

    public ImageReference reference() {
        return reference;
    }

    String studyUid() {
        return header.code(Tags.STUDY_INSTANCE_UID).orElseThrow();
    }

    String seriesUid() {
        return header.code(Tags.SERIES_INSTANCE_UID).orElseThrow();
    }

    String modality() {
        return header.code(Tags.MODALITY).orElse("");
    }

    /** Whether its photometric interpretation is that of grey values. */
    boolean isGray() {
        return photometric().startsWith("MONOCHROME");
    }

    /** Whether the lowest value is shown white. */
    boolean isInverted() {
        return photometric().equals("MONOCHROME1");
    }

    private String photometric() {
        return header.code(Tags.PHOTOMETRIC_INTERPRETATION).orElse("");
    }

    /**
     * Where an attribute of the frame stands: in a functional group of its own, in one that all frames share (PS3.3
     * section C.7.6.16), or in the image itself.
     */
    DicomDataset group(Tag macro) {
        List<DicomDataset> own = header.items(Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        return (own.size() < frame ? Optional.<DicomDataset>empty() : ContentReader.first(own.get(frame - 1), macro))
                .or(() -> ContentReader.first(header, Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
                        .flatMap(shared -> ContentReader.first(shared, macro)))
                .orElse(header);
    }
}
