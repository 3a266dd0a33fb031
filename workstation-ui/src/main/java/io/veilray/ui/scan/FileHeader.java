package io.veilray.ui.scan;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.image.DicomImage;
import io.veilray.dicom.image.FrameHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the header of a file says that sorting it into a series needs.
 *
 * @param series Series Instance UID; empty if the file has none
 * @param identity of the image: two files with the same one are copies. Empty if the file has none
 * @param name modality and description for the title, or the name of a picture
 * @param position of its first frame
 */
record FileHeader(
        Found found,
        String study,
        String series,
        String identity,
        int seriesNumber,
        OptionalInt instanceNumber,
        Optional<double[]> position,
        Optional<String> modality,
        String name,
        List<SliceEntry> frames) {
    private static final int LONGEST_NAME = 80;

    static FileHeader picture(Found found, int widthPx, int heightPx) {
        SliceInfo info = new SliceInfo(widthPx, heightPx, Optional.empty(), Optional.empty(), "");
        String name = found.shown().substring(found.shown().lastIndexOf('/') + 1);
        List<SliceEntry> only = List.of(new SliceEntry(found, 1, info, List.of(), Optional.empty()));
        return new FileHeader(
                found, "", "", "", 0, OptionalInt.empty(), Optional.empty(), Optional.empty(), name, only);
    }

    /** @param mostFrames how many more slices may be opened */
    static FileHeader dicom(Found found, DicomFile file, int mostFrames) throws DicomException, ScanException {
        DicomDataset dataset = file.dataset();
        SkippedKinds.requireImage(dataset);
        DicomImage image = DicomImage.of(file);
        Limits.requireSize(image.widthPx(), image.heightPx());
        if (image.frames() > mostFrames) {
            throw new ScanException("has " + image.frames() + " frames where " + mostFrames
                    + " more slices can be opened: drop it by itself, or split it first");
        }
        OptionalInt instance = lenient(dataset, Tags.INSTANCE_NUMBER);
        Optional<double[]> position =
                FrameGeometry.of(image.header(1), image.modality()).position();
        return new FileHeader(
                found,
                dataset.code(Tags.STUDY_INSTANCE_UID).orElse(""),
                dataset.code(Tags.SERIES_INSTANCE_UID).orElse(""),
                identity(dataset, instance, position),
                lenient(dataset, Tags.SERIES_NUMBER).orElse(Integer.MAX_VALUE),
                instance,
                position,
                Optional.of(image.modality()),
                name(image, dataset),
                frames(found, dataset, image));
    }

    /** Some programs give all slices the same UID, so that alone makes no copy. */
    private static String identity(DicomDataset dataset, OptionalInt instance, Optional<double[]> position) {
        return dataset.code(Tags.SOP_INSTANCE_UID)
                .map(uid -> uid + " " + dataset.code(Tags.SERIES_INSTANCE_UID).orElse("") + " " + instance + " "
                        + position.map(java.util.Arrays::toString).orElse(""))
                .orElse("");
    }

    private static String name(DicomImage image, DicomDataset dataset) {
        String description = dataset.text(Tags.SERIES_DESCRIPTION)
                .or(() -> dataset.text(Tags.PROTOCOL_NAME))
                .map(text -> " " + text)
                .orElse("");
        return image.modality() + description.substring(0, Math.min(LONGEST_NAME, description.length()));
    }

    private static List<SliceEntry> frames(Found found, DicomDataset dataset, DicomImage image) throws DicomException {
        List<SliceEntry> frames = new ArrayList<>(image.frames());
        Optional<String> instanceUid = dataset.code(Tags.SOP_INSTANCE_UID);
        Optional<String> frameOfReference = dataset.code(Tags.FRAME_OF_REFERENCE_UID);
        for (int frame = 1; frame <= image.frames(); frame++) {
            FrameHeader header = image.header(frame);
            FrameGeometry geometry = FrameGeometry.of(header, image.modality());
            SliceInfo info = new SliceInfo(
                    image.widthPx(),
                    image.heightPx(),
                    geometry.spacing(),
                    geometry.axes(),
                    geometry.position(),
                    frameOfReference,
                    PixelUnit.of(header, image));
            frames.add(new SliceEntry(found, frame, info, geometry.notes(), instanceUid));
        }
        return frames;
    }

    private static OptionalInt lenient(DicomDataset dataset, Tag tag) {
        try {
            return dataset.integer(tag);
        } catch (DicomException e) { // only the order suffers
            return OptionalInt.empty();
        }
    }
}
