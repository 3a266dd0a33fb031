package io.veilray.dicom.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Frame 7 shown as frame 6 is a lesion measured in the wrong slice. */
class FragmentsTest {
    private static final DicomDataset NOTHING = DicomDataset.empty();

    private static DicomElement data(byte[] offsets, byte[]... fragments) {
        List<ByteBuffer> all = new ArrayList<>(List.of(ByteBuffer.wrap(offsets)));
        Stream.of(fragments).map(ByteBuffer::wrap).forEach(all::add);
        return DicomElement.encapsulated(all);
    }

    private static byte[] offsets(int... offsets) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int offset : offsets) {
            bytes.putInt(offset);
        }
        return bytes.array();
    }

    private static byte[] fragment(int... bytes) {
        return TestImages.bytes(bytes);
    }

    private static String frame(Fragments fragments, int index) throws DicomException {
        ByteBuffer frame = fragments.frame(index);
        StringBuilder text = new StringBuilder();
        while (frame.hasRemaining()) {
            text.append(frame.get()).append(' ');
        }
        return text.toString().strip();
    }

    @Test
    void singleFrame_isAllFragments() throws DicomException {
        Fragments one = Fragments.of(data(offsets(), fragment(1, 2), fragment(3, 4), fragment(5, 6)), NOTHING, 1);
        assertEquals(1, one.frames());
        assertEquals("1 2 3 4 5 6", frame(one, 0));
    }

    @Test
    void oneFragmentAFrame_needsNoTable() throws DicomException {
        Fragments two = Fragments.of(data(offsets(), fragment(1, 2), fragment(3, 4)), NOTHING, 2);
        assertEquals("1 2", frame(two, 0));
        assertEquals("3 4", frame(two, 1));
    }

    /** Fragments of 2, 4 and 6 bytes behind headers of 8 begin at 0, 10 and 22. */
    @Test
    void offsetTables_sayWhereFramesBegin() throws DicomException {
        byte[][] fragments = {fragment(1, 2), fragment(3, 4, 5, 6), fragment(7, 8, 9, 10, 11, 12)};
        Fragments basic = Fragments.of(data(offsets(0, 22), fragments), NOTHING, 2);
        DicomDataset table = DicomDataset.builder()
                .bytes(Tags.EXTENDED_OFFSET_TABLE, Vr.OV, TestImages.longs(0, 10))
                .build();
        Fragments extended = Fragments.of(data(offsets(), fragments), table, 2);
        assertEquals("1 2 3 4 5 6", frame(basic, 0));
        assertEquals("7 8 9 10 11 12", frame(basic, 1));
        assertEquals("1 2", frame(extended, 0));
        assertEquals("3 4 5 6 7 8 9 10 11 12", frame(extended, 1));
    }

    /** FF D9 ends a stream; one byte may pad it to an even length. */
    @Test
    void withoutTable_endsOfImagesTellFramesApart() throws DicomException {
        Fragments two = Fragments.of(
                data(offsets(), fragment(1, 2), fragment(3, 0xFF, 0xD9), fragment(4, 5), fragment(0xFF, 0xD9)),
                NOTHING,
                2);
        assertEquals(2, two.frames());
        assertEquals("1 2 3 -1 -39 0", frame(two, 0));
        assertEquals("4 5 -1 -39", frame(two, 1));
    }

    @Test
    void missingFrames_areNotMadeUp() throws DicomException {
        Fragments two =
                Fragments.of(data(offsets(), fragment(1, 0xFF, 0xD9), fragment(2, 0xFF, 0xD9)), NOTHING, 1_000_000_000);
        assertEquals(2, two.frames());
    }

    @Test
    void tablesThatCannotBe_areNamed() {
        byte[][] fragments = {fragment(1, 2), fragment(3, 4), fragment(5, 6)};
        for (byte[] table : new byte[][] {offsets(0, 11), offsets(0, 4000), offsets(10, 0), offsets(0, 0)}) {
            String message = assertThrows(DicomException.class, () -> Fragments.of(data(table, fragments), NOTHING, 2))
                    .getMessage();
            assertTrue(message.startsWith("(7FE0,0010)") && message.contains("no fragment"), message);
        }
        for (DicomElement data : List.of(data(offsets()), data(offsets(), fragments))) {
            assertThrows(DicomException.class, () -> Fragments.of(data, NOTHING, 2));
        }
    }

    /** RLE (PS3.5 annex G): a header of 64 bytes, one segment, and a literal run of two bytes, 01 a b, padded by 80. */
    private static byte[] rle(int a, int b) {
        byte[] frame = new byte[68];
        frame[0] = 1;
        frame[4] = 64;
        frame[64] = 1;
        frame[65] = (byte) a;
        frame[66] = (byte) b;
        frame[67] = (byte) 0x80;
        return frame;
    }

    @Test
    void compressedFrames_areDecodedOneByOne() throws DicomException {
        DatasetBuilder image = TestImages.gray(2, 1, 8, 8)
                .integers(Tags.NUMBER_OF_FRAMES, 3)
                .put(data(offsets(), rle(1, 2), rle(3, 4), rle(5, 250)));
        DicomImage read = DicomImage.of(image.build(), TransferSyntax.RLE);
        assertEquals(3, read.frames());
        assertEquals(5, read.frame(3).value(0, 0));
        assertEquals(250, read.frame(3).value(1, 0));
        assertEquals(3, read.frame(2).value(0, 0));
    }

    @Test
    void syntaxThatIsNotDecompressed_isNamedWithTheWayOut() {
        DatasetBuilder image = TestImages.gray(2, 1, 8, 8).put(data(offsets(), fragment(1, 2)));
        String message = assertThrows(DicomException.class, () -> DicomImage.of(image.build(), TransferSyntax.HTJ2K))
                .getMessage();
        assertTrue(message.contains("1.2.840.10008.1.2.4.201") && message.contains("gdcmconv"), message);
    }
}
