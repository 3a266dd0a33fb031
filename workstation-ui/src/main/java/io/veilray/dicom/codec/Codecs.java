package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.TransferSyntax;
import java.nio.ByteBuffer;

/** Decodes one frame of encapsulated pixel data. */
public final class Codecs {
    private Codecs() {}

    public static boolean reads(TransferSyntax syntax) {
        return switch (syntax) {
            case RLE, JPEG_BASELINE, JPEG_EXTENDED, JPEG_LOSSLESS, JPEG_LOSSLESS_SV1, JPEG_LS, JPEG_LS_NEAR -> true;
            case JPEG_2000, JPEG_2000_LOSSY -> true;
            default -> false;
        };
    }

    public static NativeFrame decode(TransferSyntax syntax, ByteBuffer frame, FrameShape header, String photometric)
            throws DicomException {
        return switch (syntax) {
            case RLE -> RleDecoder.decode(frame, header);
            case JPEG_BASELINE, JPEG_EXTENDED, JPEG_LOSSLESS, JPEG_LOSSLESS_SV1 ->
                JpegDecoder.decode(frame, header, photometric);
            case JPEG_LS, JPEG_LS_NEAR -> JpegLsDecoder.decode(frame, header, photometric);
            default -> throw new DicomException("todo");
        };
    }
}
