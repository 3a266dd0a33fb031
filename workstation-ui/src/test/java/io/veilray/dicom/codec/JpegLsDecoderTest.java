package io.veilray.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomException;
import org.junit.jupiter.api.Test;

class JpegLsDecoderTest {
    /** The worked example of ITU-T T.87 H.3: 4 x 4 samples of 8 bits. */
    static final byte[] EXAMPLE = Bytes.hex("FFD8 FFF7 000B 08 0004 0004 01 01 11 00 FFDA 0008 01 01 00 00 00 00"
            + "C000006C80208E01C0000057400000 6EE6000001BC180000 05D800009160 FFD9");

    private static NativeFrame decode(byte[] frame, FrameShape shape) throws DicomException {
        return JpegLsDecoder.decode(Bytes.frame(frame), shape, "MONOCHROME2");
    }

    private static String messageOf(byte[] frame) {
        return assertThrows(DicomException.class, () -> decode(frame, Bytes.grey(4, 4, 8, 8)))
                .getMessage();
    }

    @Test
    void exampleOfTheRecommendation_isDecoded() throws DicomException {
        int[] samples = {0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145};
        assertArrayEquals(samples, Bytes.values(decode(EXAMPLE, Bytes.grey(4, 4, 8, 8))));
        assertArrayEquals(samples, Bytes.values(decode(EXAMPLE, Bytes.grey(4, 4, 16, 8))));
    }

    @Test
    void pictureOfAnotherSize_isRefusedBeforeItIsDecoded() {
        byte[] frame = EXAMPLE.clone();
        frame[10] = 5;
        assertEquals(
                "JPEG-LS at byte 2 of the frame: the picture has 5 x 4 pixels of 1 samples, the header says 4 x 4 of 1",
                messageOf(frame));
    }

    @Test
    void scanCutAnywhere_saysThatItEndsEarly() {
        for (int length = 25; length < EXAMPLE.length - 4; length++) {
            String message = messageOf(java.util.Arrays.copyOf(EXAMPLE, length));
            assertTrue(message.contains("before the picture is complete"), message);
        }
    }

    @Test
    void parametersOutOfOrder_areRefused() {
        byte[] frame = EXAMPLE.clone();
        frame[22] = (byte) 200;
        assertTrue(messageOf(frame).contains("error bound 200"), messageOf(frame));
    }
}
