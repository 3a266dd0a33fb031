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
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Cuts every tile-part into four, behind its packets, and sends the first parts of all tiles before the second ones. */
    private static byte[] alternating(byte[] codestream, int statedParts) {
        ByteBuffer view = ByteBuffer.wrap(codestream);
        int at = find(codestream, START_OF_TILE_PART, 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(codestream, 0, at);
        ByteArrayOutputStream[] rounds =
                Stream.generate(ByteArrayOutputStream::new).limit(4).toArray(ByteArrayOutputStream[]::new);
        while (view.getShort(at) == (short) START_OF_TILE_PART) {
            int end = at + view.getInt(at + 6);
            int from = at + 14;
            for (int part = 0; part < 4; part++) {
                int to = part == 3 ? end : find(codestream, START_OF_PACKET, from + 2);
                rounds[part].writeBytes(tilePart(view.slice(at, 6), view.slice(from, to - from), part, statedParts));
                from = to;
            }
            at = end;
        }
        Stream.of(rounds).forEach(round -> out.writeBytes(round.toByteArray()));
        out.write(codestream, at, codestream.length - at);
        return out.toByteArray();
    }

    /** A tile-part with an SOT segment, of which {@code head} are the first bytes, and an SOD marker before its packets. */
    private static byte[] tilePart(ByteBuffer head, ByteBuffer packets, int index, int stated) {
        int length = 14 + packets.remaining();
        return ByteBuffer.allocate(length)
                .put(head)
                .putInt(length)
                .put((byte) index)
                .put((byte) stated)
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

    @ParameterizedTest
    @ValueSource(ints = {4, 0, 3})
    void tilePartsOfAnyStatedNumber_loseNothing(int stated) throws IOException, DicomException {
        byte[] codestream = Jpeg2000Frames.encode(noise(SIDE * SIDE, 16), SIDE, SIDE, 1, 16);
        int[] samples = Bytes.values(decode(codestream, grey(), "MONOCHROME2"));
        assertArrayEquals(samples, Bytes.values(decode(alternating(codestream, stated), grey(), "MONOCHROME2")));
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
