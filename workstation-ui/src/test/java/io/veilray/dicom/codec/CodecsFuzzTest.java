package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.TransferSyntax;
import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Compressed frames as hostile bytes, under a header of at most 64 by 64 pixels that the first four bytes say. */
class CodecsFuzzTest extends FuzzTest {
    private static final List<String> PHOTOMETRICS = List.of("MONOCHROME2", "RGB", "YBR_FULL_422", "YBR_FULL");

    @Override
    protected Map<String, List<byte[]>> seeds() throws Exception {
        int[] samples = new Random(5).ints(400, 0, 256).toArray();
        byte[] baseline = new DctJpeg(0xC0, 8, 20, 20, 0x11)
                .scan(new int[] {1}, 1, 2, 3, 4, 5, 6, 7, 8, 9)
                .bytes();
        return Map.of(
                "rle",
                List.of(behind(20, 20, 0, RleDecoderTest.frame(new byte[] {-128, -99, 1, -99, 2, -99, 3, -99, 4}))),
                "baseline",
                List.of(behind(20, 20, 0, baseline)),
                "extended",
                List.of(behind(
                        8,
                        8,
                        12,
                        new DctJpeg(0xC1, 12, 8, 8, 0x11)
                                .scan(new int[] {1}, 1000)
                                .bytes())),
                "lossless",
                List.of(behind(20, 20, 16, new LosslessJpeg(20, 20, 1, 16, 1, 0, 5).encode(samples))),
                "jpegLs",
                List.of(behind(4, 4, 0, JpegLsDecoderTest.EXAMPLE)),
                "jpeg2000",
                List.of(behind(20, 20, 16, Jpeg2000Frames.encode(samples, 20, 20, 1, 0))));
    }

    /** @param stored 0 for 8 bits, else in 16 */
    private static byte[] behind(int width, int height, int stored, byte[] frame) {
        byte[] out = new byte[frame.length + 4];
        out[0] = (byte) (width - 1);
        out[1] = (byte) (height - 1);
        out[2] = (byte) stored;
        System.arraycopy(frame, 0, out, 4, frame.length);
        return out;
    }

    private static void decode(TransferSyntax syntax, byte[] input) throws DicomException {
        byte[] frame = input.length < 4 ? new byte[0] : Arrays.copyOfRange(input, 4, input.length);
        byte[] head = Arrays.copyOf(input, 4);
        int stored = head[2] & 31;
        int samples = (head[3] & 3) == 0 ? 1 : 3;
        FrameShape shape = stored == 0
                ? new FrameShape(1 + (head[0] & 63), 1 + (head[1] & 63), samples, 8, 8, (head[2] & 32) != 0)
                : new FrameShape(1 + (head[0] & 63), 1 + (head[1] & 63), samples, 16, stored, (head[2] & 32) != 0);
        NativeFrame decoded = Codecs.decode(syntax, ByteBuffer.wrap(frame), shape, PHOTOMETRICS.get(head[3] & 3));
        if (decoded.samples().length < decoded.shape().frameBytes()) {
            throw new AssertionError(decoded.samples().length + " bytes for " + decoded.shape());
        }
    }

    @Fuzz(most = 512, kilobytes = 1024, perByte = 1024, refusals = DicomException.class)
    static void rle(byte[] input) throws DicomException {
        decode(TransferSyntax.RLE, input);
    }

    @Fuzz(most = 768, kilobytes = 1024, perByte = 1024, refusals = DicomException.class)
    static void baseline(byte[] input) throws DicomException {
        decode(TransferSyntax.JPEG_BASELINE, input);
    }

    @Fuzz(most = 768, kilobytes = 1024, perByte = 1024, refusals = DicomException.class)
    static void extended(byte[] input) throws DicomException {
        decode(TransferSyntax.JPEG_EXTENDED, input);
    }

    @Fuzz(most = 768, kilobytes = 1024, perByte = 1024, refusals = DicomException.class)
    static void lossless(byte[] input) throws DicomException {
        decode(TransferSyntax.JPEG_LOSSLESS, input);
    }

    @Fuzz(most = 256, kilobytes = 1024, perByte = 1024, refusals = DicomException.class)
    static void jpegLs(byte[] input) throws DicomException {
        decode(TransferSyntax.JPEG_LS, input);
    }

    /** Behind a checked header the codestream is decoded by a library (jai-imageio), which is not instrumented. */
    @Fuzz(most = 768, kilobytes = 16 << 10, perByte = 1024, refusals = DicomException.class)
    static void jpeg2000(byte[] input) throws DicomException {
        decode(TransferSyntax.JPEG_2000, input);
    }
}
