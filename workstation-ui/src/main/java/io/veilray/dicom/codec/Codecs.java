package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.TransferSyntax;
import java.nio.ByteBuffer;

/** Decodes one frame of encapsulated pixel data. Safe to call from many threads; costs milliseconds to a second a frame. */
public final class Codecs {
    /** What a frame may decode to whatever its size: a blank picture compresses to almost nothing. */
    private static final long ALWAYS_ALLOWED_BYTES = 64L << 20;

    private static final long MAX_RATIO = 1024;
    private static final long MAX_BYTES = 1L << 30;

    private Codecs() {}

    public static boolean reads(TransferSyntax syntax) {
        return switch (syntax) {
            case RLE, JPEG_BASELINE, JPEG_EXTENDED, JPEG_LOSSLESS, JPEG_LOSSLESS_SV1 -> true;
            case JPEG_LS, JPEG_LS_NEAR, JPEG_2000, JPEG_2000_LOSSY -> true;
            default -> false;
        };
    }

    /**
     * Decodes the frame between the buffer's position and limit, which it leaves alone. Allocates in proportion to what
     * the header claims, and only if the codestream claims the same and that is at most 64 MiB or 1024 times the
     * frame's own size.
     *
     * @param header what the data set says of one frame
     * @param photometric the Photometric Interpretation (0028,0004), such as YBR_FULL_422; it alone decides whether the
     *     samples of a lossy JPEG are YBR, as in dcmtk and gdcm: Adobe and JFIF markers do not
     * @throws DicomException if the syntax is not read, or the frame damaged, incomplete or not the header's
     */
    public static NativeFrame decode(TransferSyntax syntax, ByteBuffer frame, FrameShape header, String photometric)
            throws DicomException {
        if (!reads(syntax)) {
            throw new DicomException("pixel data in transfer syntax " + syntax.uid() + " (" + syntax.title()
                    + ") are not supported: export the file uncompressed, as Explicit VR Little Endian");
        }
        check(header, frame.remaining());
        try {
            return dispatch(syntax, frame, header, photometric);
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw new DicomException(syntax.title() + ": the frame of " + frame.remaining() + " bytes is damaged");
        }
    }

    private static NativeFrame dispatch(TransferSyntax syntax, ByteBuffer frame, FrameShape header, String photometric)
            throws DicomException {
        return switch (syntax) {
            case RLE -> RleDecoder.decode(frame, header);
            case JPEG_LS, JPEG_LS_NEAR -> JpegLsDecoder.decode(frame, header, photometric);
            case JPEG_2000, JPEG_2000_LOSSY -> Jpeg2000Decoder.decode(frame, header, photometric);
            default -> JpegDecoder.decode(frame, header, photometric);
        };
    }

    private static void check(FrameShape header, long compressedBytes) throws DicomException {
        int allocated = header.bitsAllocated();
        boolean isSized = inRange(header.widthPx(), 65535) && inRange(header.heightPx(), 65535);
        boolean isWorded = allocated == 8 || allocated == 16 || allocated == 32;
        if (!isSized || !isWorded || !inRange(header.samples(), 4) || !inRange(header.bitsStored(), allocated)) {
            throw new DicomException("compressed frames of " + header.widthPx() + " x " + header.heightPx()
                    + " pixels of " + header.samples() + " samples, " + header.bitsStored() + " bits stored in "
                    + allocated + " are not supported: 1 to 65535 pixels, 1 to 4 samples of 8, 16 or 32 bits are");
        }
        long allowed = Math.min(MAX_BYTES, Math.max(ALWAYS_ALLOWED_BYTES, MAX_RATIO * compressedBytes));
        if (header.frameBytes() > allowed) {
            throw new DicomException("a frame of " + header.frameBytes() + " bytes from " + compressedBytes
                    + " compressed ones, at most " + allowed + " are believed");
        }
    }

    private static boolean inRange(int value, int max) {
        return value >= 1 && value <= max;
    }
}
