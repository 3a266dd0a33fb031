package io.veilray.dicom.derived;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import java.util.Arrays;

/** A picture of the result for archives that show nothing else, PS3.3 section A.8.1: its words are burned in. */
record SecondaryCapture(NewObject object, Picture picture) {
    DicomDataset dataset() {
        DatasetBuilder made = object.lossy(object.laterality(object.begin(ObjectKind.PICTURE)))
                .text(Tags.IMAGE_TYPE, "DERIVED", "SECONDARY")
                .text(Tags.CONVERSION_TYPE, "WSD")
                .text(DerivedTags.DATE_OF_SECONDARY_CAPTURE, object.moment().date())
                .text(DerivedTags.TIME_OF_SECONDARY_CAPTURE, object.moment().time())
                .text(DerivedTags.SECONDARY_CAPTURE_DEVICE_MANUFACTURER, Equipment.NAME)
                .text(DerivedTags.SECONDARY_CAPTURE_DEVICE_MODEL_NAME, Equipment.NAME)
                .empty(DerivedTags.PATIENT_ORIENTATION)
                .text(Tags.BURNED_IN_ANNOTATION, "YES")
                .sequence(DerivedTags.SOURCE_IMAGE_SEQUENCE, object.sourceImage())
                .sequence(
                        DerivedTags.REFERENCED_SERIES_SEQUENCE,
                        object.sourceSeries(DerivedTags.REFERENCED_INSTANCE_SEQUENCE));
        NewObject.text(
                made,
                DerivedTags.SECONDARY_CAPTURE_DEVICE_SOFTWARE_VERSIONS,
                object.equipment().version());
        Algorithm by = object.finding().algorithm();
        PlainText.put(
                made,
                DerivedTags.DERIVATION_DESCRIPTION,
                "Picture of the result of " + by.name() + " " + by.version() + ", drawn over the source. "
                        + NewObject.USE,
                PlainText.SHORT);
        return putPixels(made).build();
    }

    private DatasetBuilder putPixels(DatasetBuilder made) {
        byte[] rgb = picture.rgb();
        return made.integers(Tags.SAMPLES_PER_PIXEL, 3)
                .text(Tags.PHOTOMETRIC_INTERPRETATION, "RGB")
                .integers(Tags.PLANAR_CONFIGURATION, 0)
                .integers(Tags.ROWS, picture.heightPx())
                .integers(Tags.COLUMNS, picture.widthPx())
                .integers(Tags.BITS_ALLOCATED, 8)
                .integers(Tags.BITS_STORED, 8)
                .integers(Tags.HIGH_BIT, 7)
                .integers(Tags.PIXEL_REPRESENTATION, 0)
                .bytes(Tags.PIXEL_DATA, Vr.OB, Arrays.copyOf(rgb, rgb.length + rgb.length % 2));
    }
}
