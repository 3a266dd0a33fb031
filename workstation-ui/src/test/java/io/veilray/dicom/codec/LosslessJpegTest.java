package io.veilray.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lossless means every bit: the most used compression of CT and MR in archives. */
class LosslessJpegTest {
    private static int[] random(int count, int bits, long seed) {
        Random random = new Random(seed);
        return random.ints(count, 0, 1 << bits).toArray();
    }

    private static NativeFrame decode(byte[] jpeg, FrameShape shape) throws DicomException {
        return JpegDecoder.decode(Bytes.frame(jpeg), shape, "MONOCHROME2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void noiseOfSixteenBits_comesBackWithEveryPredictor(int predictor) throws DicomException {
        int[] samples = random(23 * 17, 16, predictor);
        byte[] jpeg = new LosslessJpeg(23, 17, 1, 16, predictor, 0, 0).encode(samples);
        assertArrayEquals(samples, Bytes.values(decode(jpeg, Bytes.grey(23, 17, 16, 16))));
    }

    @ParameterizedTest
    @CsvSource({"2, 8", "8, 8", "12, 16", "15, 16"})
    void everyPrecision_comesBack(int precision, int allocated) throws DicomException {
        int[] samples = random(9 * 31, precision, precision);
        byte[] jpeg = new LosslessJpeg(9, 31, 1, precision, 7, 0, 4).encode(samples);
        assertArrayEquals(samples, Bytes.values(decode(jpeg, Bytes.grey(9, 31, allocated, precision))));
    }

    @Test
    void restartMarkersBeyondTheEighth_areFollowed() throws DicomException {
        int[] samples = random(5 * 40, 12, 3);
        byte[] jpeg = new LosslessJpeg(5, 40, 1, 12, 4, 0, 2).encode(samples);
        assertArrayEquals(samples, Bytes.values(decode(jpeg, Bytes.grey(5, 40, 16, 12))));
    }

    @Test
    void differenceOf32768_takesNoFurtherBits() throws DicomException {
        // first prediction 32768; 0 differs by -32768, which modulo 65536 is 32768, the one value of category 16
        int[] samples = {0, 32768, 0, 65535};
        byte[] jpeg = new LosslessJpeg(4, 1, 1, 16, 1, 0, 0).encode(samples);
        assertArrayEquals(samples, Bytes.values(decode(jpeg, Bytes.grey(4, 1, 16, 16))));
    }

    @Test
    void pointTransform_isShiftedBack() throws DicomException {
        int[] samples = random(6 * 6, 10, 5);
        byte[] jpeg = new LosslessJpeg(6, 6, 1, 12, 6, 2, 0).encode(samples);
        int[] shifted = Arrays.stream(samples).map(sample -> sample << 2).toArray();
        assertArrayEquals(shifted, Bytes.values(decode(jpeg, Bytes.grey(6, 6, 16, 12))));
    }

    @Test
    void colour_staysAsItIs() throws DicomException {
        int[] samples = random(7 * 5 * 3, 8, 6);
        byte[] jpeg = new LosslessJpeg(7, 5, 3, 8, 1, 0, 0).encode(samples);
        FrameShape shape = new FrameShape(7, 5, 3, 8, 8, false);
        NativeFrame frame = JpegDecoder.decode(Bytes.frame(jpeg), shape, "YBR_FULL");
        assertArrayEquals(samples, Bytes.values(frame));
        assertEquals(false, frame.isRgb());
    }

    @Test
    void widerSamplesThanTheHeaderSays_widenTheWords() throws DicomException {
        int[] samples = random(4 * 4, 12, 8);
        byte[] jpeg = new LosslessJpeg(4, 4, 1, 12, 1, 0, 0).encode(samples);
        NativeFrame frame = decode(jpeg, Bytes.grey(4, 4, 8, 8));
        assertEquals(Bytes.grey(4, 4, 16, 12), frame.shape());
        assertArrayEquals(samples, Bytes.values(frame));
    }

    @Test
    void cutAnywhere_isRefused() {
        byte[] jpeg = new LosslessJpeg(8, 8, 1, 16, 1, 0, 2).encode(random(64, 16, 9));
        for (int length = 0; length < jpeg.length - 2; length++) {
            byte[] cut = Arrays.copyOf(jpeg, length);
            String message = assertThrows(DicomException.class, () -> decode(cut, Bytes.grey(8, 8, 16, 16)))
                    .getMessage();
            assertTrue(message.matches("JPEG at byte \\d+ of the frame: .+"), message);
        }
    }
}
