package io.veilray.dicom.codec;

/**
 * Size and sample format of one frame. {@code bitsAllocated} is the word that holds a sample, {@code bitsStored} how many
 * of its low bits mean something; a signed sample is two's complement in those bits.
 */
public record FrameShape(int widthPx, int heightPx, int samples, int bitsAllocated, int bitsStored, boolean signed) {
    int wordBytes() {
        return (bitsAllocated + 7) / 8;
    }

    long frameBytes() {
        return (long) widthPx * heightPx * samples * wordBytes();
    }
}
