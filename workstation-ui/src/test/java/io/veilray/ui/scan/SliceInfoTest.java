package io.veilray.ui.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomBytes;
import io.veilray.dicom.image.Voi;
import io.veilray.region.Window;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clinical numbers. Swapped or wrong spacing makes a nodule of 5 mm one of 8 mm and changes what is done about it; a
 * wrong unit makes fat look like water; wrong axes take the right lung for the left.
 */
class SliceInfoTest {
    private static final int IMAGER_SPACING = 0x00181164;
    private static final int CENTER = 0x00281050;
    private static final int WIDTH = 0x00281051;
    private static final int INTERCEPT = 0x00281052;
    private static final int SLOPE = 0x00281053;
    private static final int RESCALE_TYPE = 0x00281054;

    @TempDir
    Path folder;

    private Series open(DicomBytes file) throws Exception {
        Path path = SampleFiles.write(folder.resolve("a"), file);
        Opened opened = new ScanOpener().open(List.of(path), OpeningProgress.SILENT);
        assertEquals(List.of(), opened.skipped());
        return opened.series().getFirst();
    }

    private SliceInfo info(Map<Integer, String> tags) throws Exception {
        return open(SampleFiles.image(1, tags)).info(0);
    }

    /** PS3.3 10.7.1.3: the first value is the row spacing, from one row to the next, that is along y. */
    @Test
    void pixelSpacing_hasRowsFirst() throws Exception {
        PixelSpacing spacing =
                info(Map.of(SampleFiles.SPACING, "0.8\\0.5")).spacing().orElseThrow();
        assertEquals(0.8, spacing.rowMm());
        assertEquals(0.5, spacing.columnMm());
    }

    @Test
    void unusableSpacing_isNoneAndSaid() throws Exception {
        for (String bad : List.of("0\\0", "0.5", "-1\\1", "a\\b", "0.5\\", "1\\1\\1", "1e999\\1")) {
            Series series = open(SampleFiles.image(1, Map.of(SampleFiles.SPACING, bad)));
            assertEquals(Optional.empty(), series.info(0).spacing(), bad);
            assertEquals(1, series.notes(0).size(), bad);
        }
        Series none = open(SampleFiles.image(1, Map.of()));
        assertEquals(Optional.empty(), none.info(0).spacing());
        assertEquals(List.of(), none.notes(0));
    }

    /** A detector behind the patient shows lengths enlarged; using its pixels as the patient's must be said. */
    @Test
    void imagerSpacing_isForProjectionsOnlyAndSaid() throws Exception {
        Map<Integer, String> tags = new HashMap<>(Map.of(SampleFiles.MODALITY, "DX", IMAGER_SPACING, "0.2\\0.1"));
        Series detector = open(SampleFiles.image(1, tags));
        assertEquals(Optional.of(new PixelSpacing(0.2, 0.1)), detector.info(0).spacing());
        assertTrue(detector.notes(0).getFirst().contains("on the detector"));
        tags.put(SampleFiles.SPACING, "0.2\\0.1"); // the same number is the same plane
        assertEquals(1, open(SampleFiles.image(1, tags)).notes(0).size());
        tags.put(SampleFiles.SPACING, "0.16\\0.08"); // corrected to the patient
        Series corrected = open(SampleFiles.image(1, tags));
        assertEquals(
                Optional.of(new PixelSpacing(0.16, 0.08)), corrected.info(0).spacing());
        assertEquals(List.of(), corrected.notes(0));
        tags.remove(SampleFiles.SPACING);
        tags.put(SampleFiles.MODALITY, "CT");
        assertEquals(Optional.empty(), info(tags).spacing());
    }

    @Test
    void axes_areRowThenColumn() throws Exception {
        PatientAxes axes = info(Map.of(SampleFiles.ORIENTATION, "0\\1\\0\\0\\0\\-1"))
                .axes()
                .orElseThrow();
        assertArrayEquals(new double[] {0, 1, 0}, axes.row());
        assertArrayEquals(new double[] {0, 0, -1}, axes.column());
    }

    @Test
    void unusableOrientation_isNoneAndSaid() throws Exception {
        for (String bad : List.of("0\\0\\0\\0\\0\\0", "1\\0\\0\\1\\0\\0", "1\\0\\0", "2\\0\\0\\0\\1\\0", "x")) {
            Series series = open(SampleFiles.image(1, Map.of(SampleFiles.ORIENTATION, bad)));
            assertEquals(Optional.empty(), series.info(0).axes(), bad);
            assertEquals(1, series.notes(0).size(), bad);
        }
    }

    /** LINEAR, the default: centre 40 and width 400 run from 40-0.5-399/2 = -160 to 40-0.5+399/2 = 239. */
    @Test
    void windows_keepTheirOrderAndTheirEdges() throws Exception {
        Series series = open(SampleFiles.image(1, Map.of(CENTER, "40\\-600\\5", WIDTH, "400\\1500\\0")));
        assertEquals(
                List.of(Window.between(-160, 239), Window.between(-1350, 149)),
                series.scan(0).appearance().vois().stream().map(Voi::window).toList());
        assertEquals(Window.between(-160, 239), series.slice(0).window());
    }

    /** Two frames of an enhanced object, 2 mm apart, turned and spaced by their own groups (PS3.3 C.7.6.16.2). */
    @Test
    void functionalGroups_giveEachFrameItsPlace() throws Exception {
        DicomBytes file = DicomBytes.image(DicomBytes.EXPLICIT, 1, 1, 16, 16).text(0x00280008, "IS", "2");
        file.sequence(0x52009229, group(0x00289110, SampleFiles.SPACING, "0.7\\0.7"));
        file.sequence(
                0x52009230,
                group(0x00209116, SampleFiles.ORIENTATION, "1\\0\\0\\0\\1\\0"),
                group(0x00209116, SampleFiles.ORIENTATION, "0\\1\\0\\0\\0\\-1"));
        Series series = open(file.pixels(16, 5, 6));
        assertEquals(2, series.slices());
        assertEquals(Optional.of(new PixelSpacing(0.7, 0.7)), series.info(1).spacing());
        assertArrayEquals(
                new double[] {1, 0, 0}, series.info(0).axes().orElseThrow().row());
        assertArrayEquals(
                new double[] {0, 1, 0}, series.info(1).axes().orElseThrow().row());
        assertEquals(6, series.slice(1).value(0, 0));
    }

    private static DicomBytes group(int macro, int tag, String value) {
        return DicomBytes.part(true).sequence(macro, DicomBytes.part(true).text(tag, "DS", value));
    }

    @Test
    void unit_isHounsfieldOnlyWhereTheFileMakesItSo() throws Exception {
        Map<Integer, String> rescaled = new HashMap<>(Map.of(SLOPE, "1", INTERCEPT, "-1024"));
        assertEquals("", info(rescaled).unit());
        rescaled.put(SampleFiles.MODALITY, "CT");
        assertEquals("HU", info(rescaled).unit());
        rescaled.put(RESCALE_TYPE, "US"); // unspecified, PS3.3 C.11.1.1.2
        assertEquals("", info(rescaled).unit());
        rescaled.put(RESCALE_TYPE, "Z_EFF");
        assertEquals("Z_EFF", info(rescaled).unit());
        rescaled.put(RESCALE_TYPE, "OD"); // a value of 2140 is an optical density of 2.140
        assertEquals("mOD", info(rescaled).unit());
        assertEquals("", info(Map.of(SampleFiles.MODALITY, "CT")).unit(), "a screen save has no rescale");
    }

    /** An enhanced object: spacing shared by all frames, orientation of each frame its own. */
    @Test
    void functionalGroups_areReadPerFrame() throws Exception {
        DicomBytes shared = DicomBytes.part(true)
                .sequence(0x00289110, DicomBytes.part(true).text(SampleFiles.SPACING, "DS", "0.8\\0.5"));
        DicomBytes file = SampleFiles.image(2, 1, Map.of(0x00280008, "2"))
                .sequence(0x52009229, shared)
                .sequence(0x52009230, oriented("1\\0\\0\\0\\1\\0"), oriented("0\\1\\0\\0\\0\\-1"))
                .pixels(16, 1, 2, 3, 4);
        Series series = open(file);
        assertEquals(Optional.of(new PixelSpacing(0.8, 0.5)), series.info(1).spacing());
        assertArrayEquals(
                new double[] {1, 0, 0}, series.info(0).axes().orElseThrow().row());
        assertArrayEquals(
                new double[] {0, 1, 0}, series.info(1).axes().orElseThrow().row());
    }

    private static DicomBytes oriented(String cosines) {
        return DicomBytes.part(true)
                .sequence(0x00209116, DicomBytes.part(true).text(SampleFiles.ORIENTATION, "DS", cosines));
    }
}
