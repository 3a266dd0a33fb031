package io.veilray.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Jpeg2000DecoderTest {
    private static final int SIDE = 40;
    private static final int START_OF_TILE_PART = 0xFF90;
    private static final int START_OF_PACKET = 0xFF91;

    private static int[] noise(int count, int bits) {
        return new Random(count).ints(count, 0, 1 << bits).toArray();
    }

    private static NativeFrame decode(byte[] codestream, FrameShape shape, String photometric) throws DicomException {
        return Jpeg2000Decoder.decode(Bytes.frame(codestream), shape, photometric);
    }

    private static String messageOf(byte[] codestream, FrameShape shape) {
        return assertThrows(DicomException.class, () -> decode(codestream, shape, "MONOCHROME2"))
                .getMessage();
    }

    private static FrameShape grey() {
        return Bytes.grey(SIDE, SIDE, 16, 16);
    }

    /** Where a marker stands, from an offset on. */
    private static int find(byte[] bytes, int marker, int from) {
        for (int at = from; at + 1 < bytes.length; at++) {
            if ((bytes[at] & 0xFF) == marker >> 8 && (bytes[at + 1] & 0xFF) == (marker & 0xFF)) {
                return at;
            }
        }
        return -1;
    }

    /** Cuts every tile-part behind its first packet and sends the first halves of all tiles before the second ones. */
    private static byte[] alternating(byte[] codestream) {
        ByteBuffer view = ByteBuffer.wrap(codestream);
        int at = find(codestream, START_OF_TILE_PART, 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(codestream, 0, at);
        List<byte[]> rest = new ArrayList<>();
        while (view.getShort(at) == (short) START_OF_TILE_PART) {
            int length = view.getInt(at + 6);
            int first = find(codestream, START_OF_PACKET, at);
            int cut = find(codestream, START_OF_PACKET, first + 2);
            out.writeBytes(tilePart(codestream, at, Arrays.copyOfRange(codestream, at + 14, cut), 0));
            rest.add(tilePart(codestream, at, Arrays.copyOfRange(codestream, cut, at + length), 1));
            at += length;
        }
        rest.forEach(out::writeBytes);
        out.write(codestream, at, codestream.length - at);
        return out.toByteArray();
    }

    /** A tile-part whose header, but for the SOT segment of the one it was cut from, is empty. */
    private static byte[] tilePart(byte[] codestream, int from, byte[] packets, int index) {
        return ByteBuffer.allocate(14 + packets.length)
                .put(codestream, from, 6)
                .putInt(14 + packets.length)
                .put((byte) index)
                .put((byte) 0)
                .putShort((short) 0xFF93)
                .put(packets)
                .array();
    }

    @Test
    void sixteenBits_comeBack() throws IOException, DicomException {
        int[] samples = noise(SIDE * SIDE, 16);
        byte[] codestream = Jpeg2000Frames.encode(samples, SIDE, SIDE, 1, 0);
        assertArrayEquals(samples, Bytes.values(decode(codestream, grey(), "MONOCHROME2")));
    }

    @Test
    void tiles_areJoined() throws IOException, DicomException {
        // each tile even, 1000 and more apart; the encoder of these tests drops the last bits of small tiles
        int[] samples = IntStream.range(0, SIDE * SIDE)
                .map(i -> 1000 + 1000 * (i % SIDE / 16) + 7000 * (i / SIDE / 16))
                .toArray();
        byte[] codestream = Jpeg2000Frames.encode(samples, SIDE, SIDE, 1, 16);
        int[] decoded = Bytes.values(decode(codestream, grey(), "MONOCHROME2"));
        for (int i = 0; i < samples.length; i++) {
            assertEquals(samples[i], decoded[i], 400, "pixel " + i);
        }
    }

    @Test
    void tilePartsThatAlternate_loseNothing() throws IOException, DicomException {
        byte[] codestream = Jpeg2000Frames.encode(noise(SIDE * SIDE, 16), SIDE, SIDE, 1, 16);
        int[] samples = Bytes.values(decode(codestream, grey(), "MONOCHROME2"));
        assertArrayEquals(samples, Bytes.values(decode(alternating(codestream), grey(), "MONOCHROME2")));
    }

    @Test
    void transformedColour_isRgb() throws IOException, DicomException {
        int[] samples = noise(SIDE * SIDE * 3, 8);
        byte[] codestream = Jpeg2000Frames.encode(samples, SIDE, SIDE, 3, 0);
        NativeFrame frame = decode(codestream, new FrameShape(SIDE, SIDE, 3, 8, 8, false), "YBR_RCT");
        assertArrayEquals(samples, Bytes.values(frame));
        assertTrue(frame.isRgb());
    }

    @Test
    void unsignedCodestreamUnderASignedHeader_keepsTheHeadersSign() throws IOException, DicomException {
        byte[] codestream = Jpeg2000Frames.encode(noise(SIDE * SIDE, 16), SIDE, SIDE, 1, 0);
        FrameShape header = new FrameShape(SIDE, SIDE, 1, 16, 12, true);
        assertEquals(header, decode(codestream, header, "MONOCHROME2").shape());
    }

    @Test
    void precisionOtherThanTheHeaders_isSaid() throws IOException, DicomException {
        byte[] codestream = Jpeg2000Frames.encode(noise(SIDE * SIDE, 16), SIDE, SIDE, 1, 0);
        NativeFrame frame = decode(codestream, Bytes.grey(SIDE, SIDE, 8, 8), "MONOCHROME2");
        assertEquals(grey(), frame.shape());
        assertFalse(frame.isRgb());
    }

    @Test
    void fileAroundTheCodestream_isOpened() throws IOException, DicomException {
        int[] samples = noise(SIDE * SIDE, 16);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(Bytes.hex("0000000C 6A502020 0D0A870A 00000000 6A703263"));
        file.writeBytes(Jpeg2000Frames.encode(samples, SIDE, SIDE, 1, 0));
        assertArrayEquals(samples, Bytes.values(decode(file.toByteArray(), grey(), "MONOCHROME2")));
    }

    @Test
    void cutAnywhere_isRefused() throws IOException {
        byte[] codestream = Jpeg2000Frames.encode(noise(SIDE * SIDE, 16), SIDE, SIDE, 1, 16);
        for (int length = 0; length < codestream.length - 2; length += 7) {
            String message = messageOf(Arrays.copyOf(codestream, length), grey());
            assertTrue(message.matches("JPEG 2000 at byte \\d+ of the frame: .+"), message);
        }
    }

    @Test
    void pictureOfAnotherSize_isRefusedBeforeItIsAllocated() throws IOException {
        byte[] codestream = Jpeg2000Frames.encode(noise(SIDE * SIDE, 16), SIDE, SIDE, 1, 0);
        codestream[8] = 0x7F;
        String message = messageOf(codestream, grey());
        assertTrue(message.contains("the header says 40 x 40 of 1"), message);
    }

    @Test
    void moreLayersThanTheFrameHasRoomFor_areRefusedBeforeTheyAreAllocated() throws IOException {
        byte[] codestream = Jpeg2000Frames.encode(noise(SIDE * SIDE, 16), SIDE, SIDE, 1, 0);
        int coding = find(codestream, 0xFF52, 0);
        codestream[coding + 6] = (byte) 0xFF;
        String message = messageOf(codestream, grey());
        assertTrue(message.contains("more than the " + codestream.length + " bytes of the frame can hold"), message);
    }

    @Test
    void packedPacketHeaders_areRefusedByName() throws IOException {
        byte[] codestream = Jpeg2000Frames.encode(noise(SIDE * SIDE, 16), SIDE, SIDE, 1, 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int tile = find(codestream, START_OF_TILE_PART, 0);
        out.write(codestream, 0, tile);
        out.writeBytes(Bytes.hex("FF60 0003 00"));
        out.write(codestream, tile, codestream.length - tile);
        assertTrue(messageOf(out.toByteArray(), grey()).contains("packed packet headers"));
    }
}
