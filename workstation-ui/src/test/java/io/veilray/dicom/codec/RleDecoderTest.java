package io.veilray.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.veilray.dicom.DicomException;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** RLE, PS3.5 Annex G: a byte plane in the wrong place turns soft tissue into noise, or 256 units into one. */
class RleDecoderTest {
    /** A frame of these segments behind a header that points to them. */
    static byte[] frame(byte[]... segments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Bytes.of(segments.length, 0, 0, 0));
        int offset = 64;
        for (int i = 0; i < 15; i++) {
            int shown = i < segments.length ? offset : 0;
            out.writeBytes(Bytes.of(shown, shown >> 8, shown >> 16, shown >> 24));
            offset += i < segments.length ? segments[i].length : 0;
        }
        for (byte[] segment : segments) {
            out.writeBytes(segment);
        }
        return out.toByteArray();
    }

    private static int[] decoded(FrameShape shape, byte[]... segments) throws DicomException {
        return Bytes.values(RleDecoder.decode(Bytes.frame(frame(segments)), shape));
    }

    private static String messageOf(FrameShape shape, byte[] frame) {
        return assertThrows(DicomException.class, () -> RleDecoder.decode(Bytes.frame(frame), shape))
                .getMessage();
    }

    @Test
    void literalsRunsAndNoOperation_areUnpacked() throws DicomException {
        // 2: the next three bytes; 128 (-128): nothing; 254 (-2): the next byte three times; 0: the next byte
        byte[] segment = Bytes.of(2, 10, 20, 30, 128, 254, 7, 0, 99);
        assertArrayEquals(new int[] {10, 20, 30, 7, 7, 7, 99}, decoded(Bytes.grey(7, 1, 8, 8), segment));
    }

    @Test
    void words_haveTheirHighBytesFirst() throws DicomException {
        // high bytes 1, 1, then low bytes 2, 3: words 258 and 259
        int[] words = decoded(Bytes.grey(2, 1, 16, 16), Bytes.of(255, 1), Bytes.of(1, 2, 3));
        assertArrayEquals(new int[] {258, 259}, words);
    }

    @Test
    void colour_isInterleavedByPixel() throws DicomException {
        FrameShape shape = new FrameShape(2, 1, 3, 8, 8, false);
        int[] samples = decoded(shape, Bytes.of(1, 1, 2), Bytes.of(1, 3, 4), Bytes.of(1, 5, 6));
        assertArrayEquals(new int[] {1, 3, 5, 2, 4, 6}, samples);
    }

    @Test
    void thirtyTwoBitWords_areLittleEndian() throws DicomException {
        byte[] frame = frame(Bytes.of(0, 1), Bytes.of(0, 2), Bytes.of(0, 3), Bytes.of(0, 4));
        byte[] samples =
                RleDecoder.decode(Bytes.frame(frame), Bytes.grey(1, 1, 32, 32)).samples();
        assertArrayEquals(Bytes.of(4, 3, 2, 1), samples);
    }

    @Test
    void runBeyondThePicture_writesNothingMore() throws DicomException {
        assertArrayEquals(new int[] {5, 5}, decoded(Bytes.grey(2, 1, 8, 8), Bytes.of(129, 5)));
    }

    @Test
    void wrongNumberOfSegments_isRefused() {
        assertEquals(
                "RLE at byte 0 of the frame: 1 segments, 2 byte planes are expected and 15 allowed",
                messageOf(Bytes.grey(2, 1, 16, 16), frame(Bytes.of(255, 1))));
    }

    @Test
    void segmentOutsideTheFrame_isRefused() {
        byte[] frame = frame(Bytes.of(255, 1));
        frame[5] = 1;
        assertEquals(
                "RLE at byte 4 of the frame: segment 0 starts at 320, allowed are 64 to 66",
                messageOf(Bytes.grey(2, 1, 8, 8), frame));
    }

    @Test
    void segmentThatEndsEarly_saysWhereAndHowMuchIsMissing() {
        assertEquals(
                "RLE at byte 67 of the frame: segment 0 ends after 2 of 9 pixels",
                messageOf(Bytes.grey(3, 3, 8, 8), frame(Bytes.of(1, 4, 5))));
    }
}
