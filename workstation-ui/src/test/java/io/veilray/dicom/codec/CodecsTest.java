package io.veilray.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.TransferSyntax;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A frame comes from anywhere: whatever its bytes, it decodes or is refused by a sentence, and soon. */
class CodecsTest {
    private static final Set<TransferSyntax> READ = EnumSet.of(
            TransferSyntax.RLE,
            TransferSyntax.JPEG_BASELINE,
            TransferSyntax.JPEG_EXTENDED,
            TransferSyntax.JPEG_LOSSLESS,
            TransferSyntax.JPEG_LOSSLESS_SV1,
            TransferSyntax.JPEG_LS,
            TransferSyntax.JPEG_LS_NEAR,
            TransferSyntax.JPEG_2000,
            TransferSyntax.JPEG_2000_LOSSY);

    private static String messageOf(TransferSyntax syntax, byte[] frame, FrameShape shape) {
        return assertThrows(DicomException.class, () -> Codecs.decode(syntax, Bytes.frame(frame), shape, "MONOCHROME2"))
                .getMessage();
    }

    private static byte[] frame(TransferSyntax syntax) throws Exception {
        int[] samples = new Random(5).ints(400, 0, 256).toArray();
        return switch (syntax) {
            case RLE -> RleDecoderTest.frame(new byte[] {-128, -99, 1, -99, 2, -99, 3, -99, 4});
            case JPEG_BASELINE ->
                new DctJpeg(0xC0, 8, 20, 20, 0x11)
                        .scan(new int[] {1}, 1, 2, 3, 4, 5, 6, 7, 8, 9)
                        .bytes();
            case JPEG_EXTENDED ->
                new DctJpeg(0xC1, 12, 8, 8, 0x11).scan(new int[] {1}, 1000).bytes();
            case JPEG_LOSSLESS, JPEG_LOSSLESS_SV1 -> new LosslessJpeg(20, 20, 1, 16, 1, 0, 5).encode(samples);
            case JPEG_LS, JPEG_LS_NEAR -> JpegLsDecoderTest.EXAMPLE;
            default -> Jpeg2000Frames.encode(samples, 20, 20, 1, 0);
        };
    }

    private static FrameShape shape(TransferSyntax syntax) {
        return switch (syntax) {
            case RLE, JPEG_BASELINE -> Bytes.grey(20, 20, 8, 8);
            case JPEG_EXTENDED -> Bytes.grey(8, 8, 16, 12);
            case JPEG_LS, JPEG_LS_NEAR -> Bytes.grey(4, 4, 8, 8);
            default -> Bytes.grey(20, 20, 16, 16);
        };
    }

    @ParameterizedTest
    @EnumSource
    void syntaxes_areReadOrRefusedByName(TransferSyntax syntax) throws Exception {
        assertEquals(READ.contains(syntax), Codecs.reads(syntax));
        if (READ.contains(syntax)) {
            ByteBuffer frame = Bytes.frame(frame(syntax));
            NativeFrame decoded = Codecs.decode(syntax, frame.asReadOnlyBuffer(), shape(syntax), "MONOCHROME2");
            assertEquals(decoded.shape().frameBytes(), decoded.samples().length);
            assertFalse(decoded.isRgb());
        } else {
            String message = messageOf(syntax, new byte[8], Bytes.grey(1, 1, 8, 8));
            assertTrue(message.contains(syntax.uid() + " (" + syntax.title() + ") are not supported"), message);
        }
    }

    @Test
    void frameWithinALargerBuffer_isTakenFromPositionToLimit() throws Exception {
        byte[] frame = JpegLsDecoderTest.EXAMPLE;
        ByteBuffer wide = ByteBuffer.allocate(frame.length + 20)
                .position(7)
                .put(frame)
                .flip()
                .position(7);
        NativeFrame decoded = Codecs.decode(TransferSyntax.JPEG_LS, wide, shape(TransferSyntax.JPEG_LS), "MONOCHROME2");
        assertEquals(90, decoded.samples()[2]);
        assertEquals(7, wide.position());
    }

    @Test
    void hugePictureOfFewBytes_isNotBelieved() {
        String message = messageOf(TransferSyntax.RLE, new byte[100], Bytes.grey(60000, 60000, 8, 8));
        assertEquals("a frame of 3600000000 bytes from 100 compressed ones, at most 67108864 are believed", message);
    }

    @Test
    void wordsThatNoCodecHas_areRefused() {
        assertTrue(messageOf(TransferSyntax.RLE, new byte[100], Bytes.grey(8, 8, 1, 1))
                .contains("1 bits stored in 1"));
        assertTrue(messageOf(TransferSyntax.RLE, new byte[100], Bytes.grey(0, 8, 8, 8))
                .contains("0 x 8 pixels"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"RLE", "JPEG_.*"},
            mode = EnumSource.Mode.MATCH_ANY)
    void damagedFrames_decodeOrAreRefusedAndEnd(TransferSyntax syntax) throws Exception {
        byte[] frame = frame(syntax);
        long seed = 20261121;
        Random random = new Random(seed);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < 2000; round++) {
                byte[] damaged = damaged(frame, random);
                try {
                    Codecs.decode(syntax, Bytes.frame(damaged), shape(syntax), "MONOCHROME2");
                } catch (DicomException e) {
                    assertFalse(e.getMessage().isBlank());
                } catch (RuntimeException | Error e) {
                    throw new AssertionError("seed " + seed + ", round " + round, e);
                }
            }
        });
    }

    /** Cut short, or up to four bytes changed, half of the time among the headers. */
    private static byte[] damaged(byte[] frame, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(frame, random.nextInt(frame.length));
        }
        byte[] damaged = frame.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int within = random.nextBoolean() ? Math.min(150, frame.length) : frame.length;
            damaged[random.nextInt(within)] = (byte) random.nextInt(256);
        }
        return damaged;
    }
}
