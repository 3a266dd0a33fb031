package io.veilray.dicom.derived;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A mask that is off by a pixel or a bit marks healthy tissue. */
class SegmentationTest {
    /**
     * Three frames of five pixels, PS3.5 section 8.1.1: pixel 0 in the lowest bit, frames without a gap. Bits in order:
     * 10010 11000 00001, so byte 0 is 1 + 8 + 32 + 64 = 105 and byte 1 is bit 14 = 0x40.
     */
    @Test
    void bitFrames_areOneRowOfBits() {
        List<byte[]> frames =
                List.of(new byte[] {1, 0, 0, 1, 0}, new byte[] {9, 1, 0, 0, 0}, new byte[] {0, 0, 0, 0, 1});
        byte[] packed = BitFrames.packed(frames);
        assertArrayEquals(new byte[] {105, 0x40}, packed);
        assertArrayEquals(new byte[] {1, 1, 0, 0, 0}, BitFrames.unpacked(packed, 1, 5));
        assertArrayEquals(new byte[] {0, 0, 0, 0, 1}, BitFrames.unpacked(packed, 2, 5));
    }

    /** Of 12x10 pixels 5x4 at 3,2 are set: rows begin at pixels 27, 39, 51 and 63, five each; 120 bits are 15 bytes. */
    @Test
    void region_isTheMaskOfItsPixels() throws Exception {
        DicomDataset region = Findings.made(ObjectKind.REGION, Findings.opinion(UserReview.NONE));
        byte[] expected = new byte[16];
        for (int row : new int[] {27, 39, 51, 63}) {
            for (int pixel = row; pixel < row + 5; pixel++) {
                expected[pixel / 8] |= (byte) (1 << pixel % 8);
            }
        }
        assertEquals((byte) 0xF8, expected[3], "pixels 27 to 31 are bits 3 to 7 of byte 3");
        assertArrayEquals(expected, region.find(Tags.PIXEL_DATA).orElseThrow().bytes());
        assertEquals(Optional.of("BINARY"), region.code(DerivedTags.SEGMENTATION_TYPE));
        assertEquals(Findings.REGION, DerivedReader.read(region).getFirst().region());
    }

    /**
     * The largest of 1, 2, 0, -4, 0.5, 3 is 4 without its sign, so 255 stands for 4: 3 is 191.25, 2 is 127.5, 1 is 63.75
     * and 0.5 is 31.875. Five columns over three cells: columns 0 and 1 are the first, 2 and 3 the second, 4 the third.
     */
    @Test
    void evidence_isTwoSegmentsOnOneScale() throws Exception {
        DicomDataset evidence = Findings.made(ObjectKind.EVIDENCE, Findings.opinion(UserReview.NONE));
        byte[] pixels = evidence.find(Tags.PIXEL_DATA).orElseThrow().bytes();
        assertEquals(240, pixels.length);
        assertArrayEquals(new int[] {0, 64, 64, 128, 128, 0, 0}, row(pixels, 0, 2));
        assertArrayEquals(new int[] {0, 0, 0, 32, 32, 191, 0}, row(pixels, 0, 4));
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 0, 0}, row(pixels, 1, 3));
        assertArrayEquals(new int[] {0, 255, 255, 0, 0, 0, 0}, row(pixels, 1, 5));
        List<DicomDataset> segments = evidence.items(DerivedTags.SEGMENT_SEQUENCE);
        assertEquals(
                List.of("Evidence for nodule", "Evidence against nodule"),
                segments.stream()
                        .map(segment -> segment.text(DerivedTags.SEGMENT_LABEL).orElseThrow())
                        .toList());
        assertTrue(segments.getFirst()
                .text(DerivedTags.SEGMENT_DESCRIPTION)
                .orElseThrow()
                .contains("255 stands for 4"));
        assertEquals(255, evidence.requiredInteger(DerivedTags.MAXIMUM_FRACTIONAL_VALUE));
        assertEquals(2, evidence.requiredInteger(Tags.NUMBER_OF_FRAMES));
    }

    /** Columns 2 to 8 of a row: the region and one pixel on either side. */
    private static int[] row(byte[] pixels, int frame, int row) {
        int[] values = new int[7];
        for (int i = 0; i < 7; i++) {
            values[i] = Byte.toUnsignedInt(pixels[frame * 120 + row * 12 + 2 + i]);
        }
        return values;
    }

    @Test
    void segments_nameTheAlgorithmAndThatAPersonDrewTheRegion() throws Exception {
        DicomDataset segment = Findings.made(ObjectKind.REGION, Findings.opinion(UserReview.NONE))
                .items(DerivedTags.SEGMENT_SEQUENCE)
                .getFirst();
        assertEquals(Optional.of("SEMIAUTOMATIC"), segment.code(DerivedTags.SEGMENT_ALGORITHM_TYPE));
        assertEquals(Optional.of(Findings.MODEL), segment.text(DerivedTags.SEGMENT_ALGORITHM_NAME));
        assertEquals(Optional.of("2.25.123456789"), segment.code(DerivedTags.TRACKING_UID));
    }

    @Test
    void geometry_isTheSourcesByteForByte() throws Exception {
        DicomDataset source = Findings.image().build();
        DicomDataset shared = Findings.made(ObjectKind.REGION, Findings.noOpinion())
                .items(Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
                .getFirst();
        for (var group : Map.of(
                        Tags.PLANE_POSITION_SEQUENCE, Tags.IMAGE_POSITION,
                        Tags.PLANE_ORIENTATION_SEQUENCE, Tags.IMAGE_ORIENTATION,
                        Tags.PIXEL_MEASURES_SEQUENCE, Tags.PIXEL_SPACING)
                .entrySet()) {
            assertEquals(
                    source.find(group.getValue()),
                    shared.items(group.getKey()).getFirst().find(group.getValue()));
        }
    }

    @Test
    void noOpinion_regionSaysSoAndThereIsNoEvidence() throws Exception {
        FindingSegments segments = new FindingSegments(Findings.source(), Findings.noOpinion());
        assertEquals("No opinion", segments.region().getFirst().label());
        assertTrue(segments.evidence().isEmpty());
        assertFalse(DerivedReader.read(Findings.made(ObjectKind.REGION, Findings.noOpinion()))
                .getFirst()
                .hasOpinion());
    }
}
