package io.veilray.dicom.image;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import java.util.Arrays;

/** The photometric interpretations that can be shown, PS3.3 section C.7.6.3.1.2. */
enum Photometric {
    MONOCHROME1(1),
    MONOCHROME2(1),
    PALETTE_COLOR(1),
    RGB(3),
    YBR_FULL(3),
    YBR_FULL_422(3),
    YBR_PARTIAL_422(3),
    YBR_PARTIAL_420(3),
    YBR_ICT(3),
    YBR_RCT(3);

    private final int samples;

    Photometric(int samples) {
        this.samples = samples;
    }

    int samples() {
        return samples;
    }

    boolean isColour() {
        return samples == 3 || this == PALETTE_COLOR;
    }

    /** Whether uncompressed data have half of the chroma samples, two pixels lying as Y Y Cb Cr. */
    boolean halvesChroma() {
        return this == YBR_FULL_422 || this == YBR_PARTIAL_422;
    }

    /** Whether luminance keeps clear of the ends of the range, ITU-R BT.601. */
    boolean isPartial() {
        return this == YBR_PARTIAL_422 || this == YBR_PARTIAL_420;
    }

    /** What samples mean once a decoder has put them side by side; JPEG 2000 undoes its own colour transform. */
    Photometric decoded(boolean isRgb) {
        return switch (this) {
            case RGB, YBR_ICT, YBR_RCT -> RGB;
            case YBR_FULL, YBR_FULL_422 -> isRgb ? RGB : YBR_FULL;
            case YBR_PARTIAL_422, YBR_PARTIAL_420 -> isRgb ? RGB : YBR_PARTIAL_420;
            default -> this;
        };
    }

    String code() {
        return name().replace("PALETTE_COLOR", "PALETTE COLOR");
    }

    static Photometric of(String code) throws DicomException {
        return Arrays.stream(values())
                .filter(value -> value.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new DicomException(Tags.PHOTOMETRIC_INTERPRETATION + " "
                        + (code.matches("[A-Z0-9_ ]{1,16}") ? "\"" + code + "\"" : "")
                        + " is not supported: must be one of "
                        + Arrays.stream(values()).map(Photometric::code).toList()));
    }
}
