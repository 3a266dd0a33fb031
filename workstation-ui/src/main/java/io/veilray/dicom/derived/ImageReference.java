package io.veilray.dicom.derived;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import java.util.Optional;

/**
 * An image that an object refers to, PS3.3 table 10-3.
 *
 * @param frame of an image of several frames, from 1; empty for an image of one
 */
public record ImageReference(String classUid, String instanceUid, Optional<Integer> frame) {
    /** Whether it means that frame of that image; an image of one frame has only the first. */
    public boolean means(String otherInstanceUid, int otherFrame) {
        return instanceUid.equals(otherInstanceUid) && frame.orElse(1) == otherFrame;
    }

    DicomDataset dataset() {
        DatasetBuilder item = instance(DicomDataset.builder());
        frame.ifPresent(number -> item.text(DerivedTags.REFERENCED_FRAME_NUMBER, String.valueOf(number)));
        return item.build();
    }

    /** Without the frame. */
    DatasetBuilder instance(DatasetBuilder into) {
        return into.text(Tags.REFERENCED_SOP_CLASS_UID, classUid).text(Tags.REFERENCED_SOP_INSTANCE_UID, instanceUid);
    }

    static ImageReference read(DicomDataset item) throws DicomException {
        String instance = item.code(Tags.REFERENCED_SOP_INSTANCE_UID)
                .orElseThrow(() -> new DicomException(Tags.REFERENCED_SOP_INSTANCE_UID + " is missing"));
        var frame = item.integer(DerivedTags.REFERENCED_FRAME_NUMBER);
        return new ImageReference(
                item.code(Tags.REFERENCED_SOP_CLASS_UID).orElse(""),
                instance,
                frame.isPresent() ? Optional.of(frame.getAsInt()) : Optional.empty());
    }
}
