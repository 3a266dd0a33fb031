package io.veilray.dicom.codec;

/**
 * A decoded frame as an uncompressed file would hold it with planar configuration 0: samples interleaved by pixel, little
 * endian words of {@code shape.bitsAllocated()} bits, every colour component at full resolution whatever the photometric
 * interpretation says of subsampling. The shape is the header's except where the codestream contradicts it.
 *
 * @param isRgb the samples are red, green, blue although the header may speak of YBR
 */
public record NativeFrame(byte[] samples, FrameShape shape, boolean isRgb) {}
