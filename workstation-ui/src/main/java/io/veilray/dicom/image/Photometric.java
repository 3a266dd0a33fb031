package io.veilray.dicom.image;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import java.util.Arrays;

/** The photometric interpretations of native pixel data that can be shown as grey, PS3.3 section C.7.6.3.1.2. */
enum Photometric {
    MONOCHROME1(1),
    MONOCHROME2(1),
    RGB(3),
    YBR_FULL(3),
    YBR_FULL_422(3);

    private final int samples;

    Photometric(int samples) {
        this.samples = samples;
    }

    int samples() {
        return samples;
    }

    boolean isColour() {
        return samples == 3;
    }

    static Photometric of(String code) throws DicomException {
        return Arrays.stream(values())
                .filter(value -> value.name().equals(code))
                .findFirst()
                .orElseThrow(() -> new DicomException(Tags.PHOTOMETRIC_INTERPRETATION + " "
                        + (code.matches("[A-Z0-9_ ]{1,16}") ? "\"" + code + "\"" : "")
                        + " is not supported: must be one of " + Arrays.toString(values())));
    }
}
