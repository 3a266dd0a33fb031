package io.veilray.ui.scan;

import io.veilray.dicom.Tags;
import io.veilray.dicom.image.DicomImage;
import io.veilray.dicom.image.FrameHeader;
import java.util.Optional;

/** The unit of a slice's values, PS3.3 section C.11.1.1.2. */
final class PixelUnit {
    private PixelUnit() {}

    /**
     * HU where the file says so, or says nothing in a CT image that has a rescale: a screen save kept as CT has none. A
     * table has its own type. The code US means unspecified, and OD counts thousandths of an optical density. Nothing
     * where values are as stored or are luminance.
     */
    static String of(FrameHeader header, DicomImage image) {
        if (image.isColour()) {
            return "";
        }
        Optional<String> type = header.modalityType().filter(code -> code.matches("[A-Za-z0-9_/^% .-]{1,16}"));
        if (type.isPresent()) {
            return switch (type.get()) {
                case "US" -> "";
                case "OD" -> "mOD";
                case "GY" -> "Gy";
                default -> type.get();
            };
        }
        boolean rescaled = header.code(Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tags.RESCALE_INTERCEPT)
                .isPresent();
        return image.modality().equals("CT") && rescaled ? "HU" : "";
    }
}
