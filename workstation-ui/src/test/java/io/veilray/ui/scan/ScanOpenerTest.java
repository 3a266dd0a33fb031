package io.veilray.ui.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomBytes;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slice in the wrong place, or one that is missing without a word, can hide a finding or double it. */
class ScanOpenerTest {
    @TempDir
    Path folder;

    private final ScanOpener opener = new ScanOpener();

    private Opened open(Path... dropped) throws Exception {
        return opener.open(List.of(dropped), OpeningProgress.SILENT);
    }

    private static List<Integer> firstPixels(Series series) {
        return IntStream.range(0, series.slices())
                .mapToObj(index -> {
                    try {
                        return (int) series.slice(index).value(0, 0);
                    } catch (ScanException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static String onlySentence(Opened opened) {
        assertEquals(1, opened.skipped().size(), opened.skipped().toString());
        SkippedFile skipped = opened.skipped().getFirst();
        String sentence = skipped.sentence();
        assertTrue(sentence.contains(skipped.file()) && sentence.endsWith(".") && !sentence.contains("\n"), sentence);
        return sentence;
    }

    /** Heights 7.5, -2.5 and 2.5 in files whose names and numbers say otherwise: feet to head is -2.5, 2.5, 7.5. */
    @Test
    void positions_decideTheOrderAgainstNumbersAndNames() throws Exception {
        SampleFiles.write(folder.resolve("a"), SampleFiles.axial(3, 7.5, 1));
        SampleFiles.write(folder.resolve("b"), SampleFiles.axial(1, -2.5, 3));
        SampleFiles.write(folder.resolve("sub/c"), SampleFiles.axial(2, 2.5, 2));
        Opened opened = open(folder);
        assertEquals(1, opened.series().size());
        assertEquals(List.of(1, 2, 3), firstPixels(opened.series().getFirst()));
        assertEquals("CT, 2x1x3", opened.series().getFirst().title());
        assertEquals(List.of(), opened.skipped());
    }

    /** Sagittal: rows run to the back, columns to the feet, so the normal (0,1,0) x (0,0,-1) = (-1,0,0) points right. */
    @Test
    void normal_isRowTimesColumn() throws Exception {
        for (int x : List.of(-5, 0, 5)) {
            Map<Integer, String> tags = Map.of(
                    SampleFiles.SERIES, "1.2", //
                    SampleFiles.POSITION, x + "\\0\\0",
                    SampleFiles.ORIENTATION, "0\\1\\0\\0\\0\\-1");
            SampleFiles.write(folder.resolve("x" + x), SampleFiles.image(100 + x, tags));
        }
        assertEquals(List.of(105, 100, 95), firstPixels(open(folder).series().getFirst()));
    }

    @Test
    void withoutPositions_instanceNumbersDecideAndThenNamesAsNumbers() throws Exception {
        for (int i : List.of(1, 2, 10)) {
            Map<Integer, String> numbered =
                    Map.of(SampleFiles.SERIES, "1.1", SampleFiles.INSTANCE, String.valueOf(20 - i));
            SampleFiles.write(folder.resolve("numbered/IM" + i), SampleFiles.image(i, numbered));
            SampleFiles.write(folder.resolve("plain/IM" + i), SampleFiles.image(i, Map.of(SampleFiles.SERIES, "1.2")));
        }
        List<Series> series = open(folder).series();
        assertEquals(List.of(10, 2, 1), firstPixels(series.get(0)));
        assertEquals(List.of(1, 2, 10), firstPixels(series.get(1)));
    }

    /** Three localizers of one UID lie across each other: a position along one normal would mean nothing. */
    @Test
    void crossingSlices_areOrderedByNumber() throws Exception {
        List<String> planes = List.of("1\\0\\0\\0\\1\\0", "0\\1\\0\\0\\0\\-1", "1\\0\\0\\0\\0\\-1");
        for (int i = 0; i < 3; i++) {
            Map<Integer, String> tags = Map.of(
                    SampleFiles.SERIES,
                    "1.2", //
                    SampleFiles.INSTANCE,
                    String.valueOf(i + 1),
                    SampleFiles.POSITION,
                    "0\\0\\" + -i,
                    SampleFiles.ORIENTATION,
                    planes.get(i));
            SampleFiles.write(folder.resolve("f" + (9 - i)), SampleFiles.image(i, tags));
        }
        assertEquals(List.of(0, 1, 2), firstPixels(open(folder).series().getFirst()));
    }

    @Test
    void slicesOfAnotherSize_areASeriesOfTheirOwn() throws Exception {
        Map<Integer, String> tags = Map.of(SampleFiles.SERIES, "1.2");
        SampleFiles.write(folder.resolve("a"), SampleFiles.image(1, tags));
        SampleFiles.write(folder.resolve("b"), SampleFiles.image(1, 2, tags).pixels(16, 1, 2));
        assertEquals(
                List.of("OT, 2x1", "OT, 1x2"),
                open(folder).series().stream().map(Series::title).toList());
    }

    @Test
    void framesOfAFile_areASeriesInTheirOrder() throws Exception {
        Map<Integer, String> tags = Map.of(SampleFiles.SERIES, "1.2", 0x00280008, "3");
        DicomBytes file = SampleFiles.image(2, 1, tags).pixels(16, 7, 0, 8, 0, 9, 0);
        assertEquals(
                List.of(7, 8, 9),
                firstPixels(open(SampleFiles.write(folder.resolve("a"), file))
                        .series()
                        .getFirst()));
    }

    @Test
    void title_hasTheDescriptionInItsCharacterSetAndNoName() throws Exception {
        Map<Integer, String> tags = Map.of(
                SampleFiles.MODALITY,
                "CT",
                0x00080005,
                "ISO_IR 192",
                0x0008103E,
                "Schaedel ax",
                0x00100010,
                "Doe^Jane");
        DicomBytes file = SampleFiles.image(1, tags);
        byte[] bytes = file.bytes();
        String asLatin = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = asLatin.indexOf("Schaedel");
        byte[] umlaut = "ä".getBytes(StandardCharsets.UTF_8); // as long as "ae"
        System.arraycopy(umlaut, 0, bytes, at + 3, 2);
        Path path = Files.write(folder.resolve("a"), bytes);
        assertEquals("CT Schädel ax, 2x1", open(path).series().getFirst().title());
    }

    @Test
    void pictures_areSeriesOfOne() throws Exception {
        Path png = folder.resolve("chest.png");
        ImageIO.write(new BufferedImage(5, 4, BufferedImage.TYPE_BYTE_GRAY), "png", png.toFile());
        Series series = open(png).series().getFirst();
        assertEquals("chest.png, 5x4", series.title());
        assertTrue(series.modality().isEmpty());
        assertEquals(5, series.info(0).widthPx());
        assertEquals(4, series.slice(0).heightPx());
    }

    @Test
    void hiddenFiles_areLeftOutSilentlyAndOthersWithASentence() throws Exception {
        SampleFiles.write(folder.resolve("a"), SampleFiles.axial(1, 0, 1));
        Files.writeString(folder.resolve(".DS_Store"), "x");
        SampleFiles.write(folder.resolve(".hidden/b"), SampleFiles.axial(1, 1, 2));
        Files.writeString(folder.resolve("README.txt"), "hello");
        Opened opened = open(folder);
        assertEquals(1, opened.series().getFirst().slices());
        assertTrue(onlySentence(opened).contains("README.txt is no PNG, JPEG or DICOM file"));
    }

    @Test
    void sameFileTwice_isOneSliceAndACopyIsNamed() throws Exception {
        DicomBytes file = SampleFiles.image(1, Map.of(SampleFiles.SERIES, "1.2", 0x00080018, "1.2.9"));
        Path first = SampleFiles.write(folder.resolve("a"), file);
        assertEquals(1, open(first, first, folder).series().getFirst().slices());
        SampleFiles.write(folder.resolve("b"), file);
        Opened opened = open(folder);
        assertEquals(1, opened.series().getFirst().slices());
        assertTrue(onlySentence(opened).contains("taken for a copy"));
    }

    /** Some programs that take names out give every slice the same UID: dropping all but one would lose the scan. */
    @Test
    void sameUidAtAnotherPosition_isNoCopy() throws Exception {
        for (int z = 0; z < 3; z++) {
            Map<Integer, String> tags = new HashMap<>(Map.of(SampleFiles.SERIES, "1.2", 0x00080018, "1.2.9"));
            tags.put(SampleFiles.POSITION, "0\\0\\" + z);
            SampleFiles.write(folder.resolve("z" + z), SampleFiles.image(z, tags));
        }
        assertEquals(3, open(folder).series().getFirst().slices());
    }

    @Test
    void missingFileAndLinkInCircles_areSaid() throws Exception {
        assertTrue(onlySentence(open(folder.resolve("nowhere"))).contains("does not exist"));
        Files.createSymbolicLink(folder.resolve("again"), folder);
        assertEquals(1, open(folder).skipped().size());
    }

    @Test
    void tooManyFilesAndTooDeepFolders_areSaid() throws Exception {
        ScanOpener small = new ScanOpener(SliceCache.usual(), new OpeningLimits(2, 1, 10, 1 << 20, 300));
        for (int i = 0; i < 3; i++) {
            SampleFiles.write(folder.resolve("many/" + i), SampleFiles.axial(i, i, i));
        }
        SampleFiles.write(folder.resolve("deep/1/2/x"), SampleFiles.axial(1, 1, 1));
        List<Path> many = List.of(folder.resolve("many"));
        assertTrue(onlySentence(small.open(many, OpeningProgress.SILENT)).contains("more than 2 files"));
        List<Path> deep = List.of(folder.resolve("deep"));
        assertTrue(onlySentence(small.open(deep, OpeningProgress.SILENT)).contains("folders deep"));
    }

    @Test
    void moreFramesThanAllowed_areRefused() throws Exception {
        ScanOpener small = new ScanOpener(SliceCache.usual(), new OpeningLimits(9, 1, 2, 1 << 20, 300));
        DicomBytes file = SampleFiles.image(2, 1, Map.of(0x00280008, "3")).pixels(16, 7, 0, 8, 0, 9, 0);
        Path path = SampleFiles.write(folder.resolve("a"), file);
        assertTrue(
                onlySentence(small.open(List.of(path), OpeningProgress.SILENT)).contains("has 3 frames"));
    }

    @Test
    void cancelAndInterrupt_stopBetweenFiles() throws Exception {
        for (int i = 0; i < 20; i++) {
            SampleFiles.write(folder.resolve("f" + i), SampleFiles.axial(i, i, i));
        }
        AtomicBoolean stop = new AtomicBoolean();
        OpeningProgress stopping = new OpeningProgress() {
            @Override
            public void files(int done, int found) {
                assertEquals(20, found);
                stop.set(done == 3);
                assertTrue(done <= 3);
            }

            @Override
            public boolean cancelled() {
                return stop.get();
            }
        };
        assertThrows(InterruptedException.class, () -> opener.open(List.of(folder), stopping));
        OpeningProgress interrupting = (done, found) -> Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> opener.open(List.of(folder), interrupting));
        assertTrue(Thread.interrupted());
    }

    /** A slope of 1e308 takes any pixel but 0 beyond a float, so decoding a pixel of these files must fail. */
    @Test
    void opening_decodesNoPixel() throws Exception {
        DicomBytes poisoned = SampleFiles.image(9, Map.of(0x00281053, "1e308"));
        Opened opened = open(SampleFiles.write(folder.resolve("a"), poisoned));
        assertEquals(List.of(), opened.skipped());
        Series series = opened.series().getFirst();
        assertTrue(series.cached(0).isEmpty());
        assertThrows(ScanException.class, () -> series.slice(0));
    }

    /** 1000 slices of 512x512 are 524 MB of pixels; their headers must not take more than a few. */
    @Test
    void thousandFiles_openWithoutTheirPixelsInMemory() throws Exception {
        byte[] pixels = new byte[512 * 512 * 2];
        for (int z = 0; z < 1000; z++) {
            Map<Integer, String> tags = Map.of(
                    SampleFiles.SERIES, "1.2", //
                    SampleFiles.POSITION, "0\\0\\" + -z,
                    SampleFiles.ORIENTATION, "1\\0\\0\\0\\1\\0");
            DicomBytes file = SampleFiles.image(512, 512, tags).value(0x7FE00010, "OW", pixels);
            SampleFiles.write(folder.resolve("z" + z), file);
        }
        long before = usedBytes();
        long start = System.nanoTime();
        Opened opened = open(folder);
        long ms = (System.nanoTime() - start) / 1_000_000;
        long bytes = usedBytes() - before;
        System.err.println("1000 files of 512x512 opened in " + ms + " ms with " + bytes / 1024 + " KB kept");
        assertEquals("OT, 512x512x1000", opened.series().getFirst().title());
        assertTrue(bytes < 20 << 20, bytes + " bytes");
        assertTrue(ms < 20_000, ms + " ms");
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** A segmentation has pixels too, but they are no scan. */
    @Test
    void objectsThatAreNoScan_areListedWithWhatTheyAre() throws Exception {
        Map<String, String> kinds = Map.of(
                "1.2.840.10008.5.1.4.1.1.66.4", "is a segmentation, not an image",
                "1.2.840.10008.5.1.4.1.1.88.22", "is a structured report, not an image",
                "1.2.840.10008.5.1.4.1.1.11.1", "is a presentation state, not an image",
                "1.2.840.10008.5.1.4.1.1.481.5", "is a radiotherapy plan, not an image");
        for (Map.Entry<String, String> kind : kinds.entrySet()) {
            DicomBytes file = DicomBytes.file(DicomBytes.EXPLICIT)
                    .text(0x00080016, "UI", kind.getKey())
                    .number(0x00280002, 1)
                    .text(0x00280004, "CS", "MONOCHROME2")
                    .number(0x00280010, 1)
                    .number(0x00280011, 1)
                    .number(0x00280100, 8)
                    .pixels(8, 1);
            Opened opened = open(SampleFiles.write(folder.resolve("other"), file));
            assertEquals(List.of(), opened.series());
            assertTrue(onlySentence(opened).contains(kind.getValue()), onlySentence(opened));
        }
    }
}
