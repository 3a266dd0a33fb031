package io.veilray.dicom.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An arrow of a colleague that stands one row off points at something else. */
class OverlaysTest {
    private static DatasetBuilder plane(DatasetBuilder image, int group, int columns, int rows) {
        return image.bytes(new Tag(group, 0x0010), Vr.US, TestImages.words(rows))
                .bytes(new Tag(group, 0x0011), Vr.US, TestImages.words(columns))
                .bytes(new Tag(group, 0x0050), Vr.SS, TestImages.words(1, 1));
    }

    private static DatasetBuilder image() {
        return TestImages.words(TestImages.gray(3, 2, 16, 12), 0, 1, 2, 3, 4, 5);
    }

    private static List<Overlay> overlays(DicomImage image, int frame) {
        try {
            return image.decode(frame).appearance().overlays();
        } catch (DicomException e) {
            throw new AssertionError(e);
        }
    }

    /** Bits 0, 4 and 9 of ten, two rows of five: (0,0), (4,0) and (4,1), in every byte order. */
    @Test
    void plane_isPackedFromTheLowestBit() {
        DatasetBuilder image = plane(image(), 0x6002, 5, 2)
                .bytes(new Tag(0x6002, 0x0050), Vr.SS, TestImages.words(-1, 3)) // row, column, from 1
                .text(new Tag(0x6002, 0x1500), "ARROW")
                .bytes(new Tag(0x6002, 0x3000), Vr.OW, TestImages.words(1 | 1 << 4 | 1 << 9));
        TestImages.written(image).forEach(read -> {
            Overlay overlay = overlays(read, 1).getFirst();
            assertEquals("{0, 4, 9}", overlay.bits().toString());
            assertEquals(5, overlay.widthPx());
            assertEquals(-2, overlay.topPx());
            assertEquals(2, overlay.leftPx());
            assertEquals("ARROW", overlay.label());
        });
    }

    /** The retired form keeps its bit beside the twelve stored ones; values do not see it. */
    @Test
    void planeInUnusedBits_isFound() throws DicomException {
        DatasetBuilder image =
                TestImages.words(plane(TestImages.gray(3, 2, 16, 12), 0x6000, 3, 2), 0, 0x8001, 2, 0x4003, 4, 0x8005);
        image.bytes(new Tag(0x6000, 0x0102), Vr.US, TestImages.words(15));
        DicomImage read = TestImages.read(image);
        assertEquals("{1, 5}", overlays(read, 1).getFirst().bits().toString());
        assertEquals(1, read.frame(1).value(1, 0));
    }

    /** Two frames of overlay, the first of which belongs to frame 2 of the image. */
    @Test
    void framesOfAnOverlay_belongToFramesOfTheImage() throws DicomException {
        DatasetBuilder image = TestImages.words(
                plane(TestImages.gray(2, 1, 8, 8), 0x6000, 2, 1).integers(Tags.NUMBER_OF_FRAMES, 4), 0, 0, 0, 0);
        image.text(new Tag(0x6000, 0x0015), "2")
                .bytes(new Tag(0x6000, 0x0051), Vr.US, TestImages.words(2))
                .bytes(new Tag(0x6000, 0x3000), Vr.OB, TestImages.bytes(0b1001));
        DicomImage read = TestImages.read(image);
        assertEquals(List.of(), overlays(read, 1));
        assertEquals("{0}", overlays(read, 2).getFirst().bits().toString());
        assertEquals("{1}", overlays(read, 3).getFirst().bits().toString());
        assertEquals(List.of(), overlays(read, 4));
    }

    @Test
    void planeThatIsCutOff_isLeftOutWithANote() throws DicomException {
        DicomImage read = TestImages.read(
                plane(image(), 0x601E, 500, 500).bytes(new Tag(0x601E, 0x3000), Vr.OW, TestImages.words(1)));
        assertEquals(List.of(), overlays(read, 1));
        assertTrue(read.notes().toString().contains("(601E,3000)"), read.notes().toString());
    }
}
