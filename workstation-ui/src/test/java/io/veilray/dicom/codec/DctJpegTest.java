package io.veilray.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Baseline and extended JPEG, T.81 Annex F. */
class DctJpegTest {
    private static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int[] ALL = {1, 2, 3};

    private static int[] decode(DctJpeg jpeg, FrameShape shape, String photometric) throws DicomException {
        return Bytes.values(JpegDecoder.decode(Bytes.frame(jpeg.bytes()), shape, photometric));
    }

    private static FrameShape colour(int widthPx, int heightPx) {
        return new FrameShape(widthPx, heightPx, 3, 8, 8, false);
    }

    @Test
    void twelveBits_areCentredAt2048() throws DicomException {
        // two blocks side by side of 2048 + 1500 and 2048 + 1500 - 3500 = 48; the picture is 9 wide, one column of it
        DctJpeg jpeg = new DctJpeg(EXTENDED, 12, 9, 1, 0x11).scan(new int[] {1}, 1500, -3500);
        int[] samples = decode(jpeg, Bytes.grey(9, 1, 16, 12), "MONOCHROME2");
        assertArrayEquals(new int[] {3548, 3548, 3548, 3548, 3548, 3548, 3548, 3548, 48}, samples);
    }

    @Test
    void valuesBeyondTheRange_areClamped() throws DicomException {
        DctJpeg jpeg = new DctJpeg(BASELINE, 8, 16, 1, 0x11).scan(new int[] {1}, 200, -500);
        int[] samples = decode(jpeg, Bytes.grey(16, 1, 8, 8), "MONOCHROME2");
        assertEquals(255, samples[0]);
        assertEquals(0, samples[15]);
    }

    @Test
    void restartMarkers_resetTheDifferences() throws DicomException {
        DctJpeg jpeg = new DctJpeg(BASELINE, 8, 24, 8, 0x11)
                .restartInterval(1)
                .scan(new int[] {1}, 10)
                .restart(0, 20)
                .restart(1, 30);
        int[] samples = decode(jpeg, Bytes.grey(24, 8, 8, 8), "MONOCHROME2");
        assertArrayEquals(new int[] {138, 148, 158}, new int[] {samples[0], samples[8], samples[16]});
    }

    @Test
    void scansOfOneComponentEach_areJoined() throws DicomException {
        DctJpeg jpeg = new DctJpeg(BASELINE, 8, 8, 8, 0x11, 0x11, 0x11)
                .scan(new int[] {3}, 30)
                .scan(new int[] {1}, 10)
                .scan(new int[] {2}, 20);
        int[] samples = decode(jpeg, colour(8, 8), "RGB");
        assertArrayEquals(new int[] {138, 148, 158}, Arrays.copyOf(samples, 3));
    }

    @Test
    void ybr_becomesRgbAsTheHeaderSays() throws DicomException {
        // Y 128, Cb 128 + 50, Cr 128 - 40: R = 128 - 56.08, G = 128 - 17.21 + 28.57 = 139.36, B = 128 + 88.6
        DctJpeg jpeg = new DctJpeg(BASELINE, 8, 8, 8, 0x11, 0x11, 0x11).scan(ALL, 0, 50, -40);
        NativeFrame frame = JpegDecoder.decode(Bytes.frame(jpeg.bytes()), colour(8, 8), "YBR_FULL");
        assertTrue(frame.isRgb());
        assertArrayEquals(new int[] {72, 139, 217}, Arrays.copyOf(Bytes.values(frame), 3));
        NativeFrame plain = JpegDecoder.decode(Bytes.frame(jpeg.bytes()), colour(8, 8), "RGB");
        assertFalse(plain.isRgb());
        assertArrayEquals(new int[] {128, 178, 88}, Arrays.copyOf(Bytes.values(plain), 3));
    }

    @Test
    void subsampledChroma_isInterpolatedAcrossBlocks() throws DicomException {
        // red is halved across: its two blocks of 8 samples cover 16 pixels each, 128 and 168. At the border the nearer
        // counts three times: (3 * 128 + 168 + 2) / 4 = 138, (3 * 168 + 128 + 1) / 4 = 158
        DctJpeg jpeg = new DctJpeg(BASELINE, 8, 32, 8, 0x11, 0x21, 0x21).scan(ALL, 0, 0, 0, 0, 0, 40, 0, 0, 0, 0);
        int[] samples = decode(jpeg, colour(32, 8), "RGB");
        int[] red = {samples[14 * 3], samples[15 * 3], samples[16 * 3], samples[17 * 3]};
        assertArrayEquals(new int[] {128, 138, 158, 168}, red);
    }

    @Test
    void photographs_equalTheJdksDecoderSampleBySample() throws IOException, DicomException {
        BufferedImage image = new BufferedImage(61, 47, BufferedImage.TYPE_BYTE_GRAY);
        Random random = new Random(11);
        for (int i = 0; i < 61 * 47; i++) {
            int smooth = i % 61 * 3 + (int) (20 * Math.sin(i / 300.0));
            image.getRaster().setSample(i % 61, i / 61, 0, Math.clamp(smooth + random.nextInt(40), 0, 255));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        int[] expected = read.getRaster().getSamples(0, 0, 61, 47, 0, (int[]) null);
        NativeFrame frame = JpegDecoder.decode(Bytes.frame(out.toByteArray()), Bytes.grey(61, 47, 8, 8), "MONOCHROME2");
        assertArrayEquals(expected, Bytes.values(frame));
    }

    @Test
    void progressiveCoding_isRefusedByName() {
        DctJpeg jpeg = new DctJpeg(0xC2, 8, 8, 8, 0x11);
        String message = assertThrows(DicomException.class, () -> decode(jpeg, Bytes.grey(8, 8, 8, 8), "MONOCHROME2"))
                .getMessage();
        assertTrue(message.startsWith("JPEG at byte 71 of the frame: coding process SOF2"), message);
    }

    @Test
    void pictureOfAnotherSize_isRefusedBeforeItIsAllocated() {
        DctJpeg jpeg = new DctJpeg(BASELINE, 8, 65535, 65535, 0x11);
        String message = assertThrows(DicomException.class, () -> decode(jpeg, Bytes.grey(8, 8, 8, 8), "MONOCHROME2"))
                .getMessage();
        assertTrue(message.contains("65535 x 65535 pixels of 1 samples, the header says 8 x 8 of 1"), message);
    }
}
