package io.veilray.ui.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomBytes;
import io.veilray.region.Slice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory must stay bounded however long somebody scrolls. */
class FileSeriesTest {
    /** A slice of 2x1 px takes 8 bytes, so three of them fit. */
    private final SliceCache cache = new SliceCache(24);

    @TempDir
    Path folder;

    private Opened open(int slices) throws Exception {
        for (int z = 0; z < slices; z++) {
            SampleFiles.write(folder.resolve("z" + z), SampleFiles.axial(z, z, z));
        }
        return new ScanOpener(cache, OpeningLimits.USUAL).open(List.of(folder), OpeningProgress.SILENT);
    }

    @Test
    void slicesUsedLast_stayWithinTheBound() throws Exception {
        Series series = open(5).series().getFirst();
        for (int index : List.of(0, 1, 2, 0, 3, 4)) { // 1 and 2 are the ones not used for longest
            assertEquals(index, series.slice(index).value(0, 0));
            assertTrue(cache.bytes() <= 24);
        }
        assertTrue(series.cached(0).isPresent()
                && series.cached(3).isPresent()
                && series.cached(4).isPresent());
        assertTrue(series.cached(1).isEmpty() && series.cached(2).isEmpty());
    }

    @Test
    void sliceAboveTheBound_isKeptAlone() throws Exception {
        SliceCache tiny = new SliceCache(1);
        Path file = SampleFiles.write(folder.resolve("a"), SampleFiles.axial(1, 1, 1));
        Series series = new ScanOpener(tiny, OpeningLimits.USUAL)
                .open(List.of(file), OpeningProgress.SILENT)
                .series()
                .getFirst();
        assertSame(series.slice(0), series.cached(0).orElseThrow());
    }

    @Test
    void manyThreads_shareOneDecode() throws Exception {
        Series series = open(1).series().getFirst();
        CountDownLatch start = new CountDownLatch(1);
        Set<Slice> seen = new HashSet<>(); // by identity: slices have no equals
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Slice>> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(threads.submit(() -> {
                    start.await();
                    return series.slice(0);
                }));
            }
            start.countDown();
            for (Future<Slice> each : asked) {
                seen.add(each.get());
            }
        }
        assertEquals(1, seen.size());
    }

    @Test
    void closing_freesMemory() throws Exception {
        Opened opened = open(3);
        opened.series().getFirst().slice(1);
        assertEquals(8, cache.bytes());
        opened.close();
        assertEquals(0, cache.bytes());
    }

    @Test
    void fileThatChangedOrWent_isSaidByTheNameTheUserKnows() throws Exception {
        Series series = open(1).series().getFirst();
        DicomBytes other = SampleFiles.image(1, 1, Map.of()).pixels(16, 1);
        SampleFiles.write(folder.resolve("z0"), other);
        String shown = folder.getFileName() + "/z0";
        assertEquals(shown + " has changed since it was opened: open it again.", message(series));
        Files.delete(folder.resolve("z0"));
        assertEquals(shown + " does not exist: check the path.", message(series));
    }

    private static String message(Series series) {
        return assertThrows(ScanException.class, () -> series.slice(0)).getMessage();
    }

    /** A viewer interrupts a decode that nobody waits for any more; the next one must work. */
    @Test
    void interruptedDecode_isSaidAndTheNextOneWorks() throws Exception {
        Series series = open(1).series().getFirst();
        Thread.currentThread().interrupt();
        assertTrue(message(series).contains("cancelled"));
        assertTrue(Thread.interrupted());
        assertEquals(0, series.slice(0).value(0, 0));
    }

    @Test
    void notes_comeWithTheDecodedSlice() throws Exception {
        DicomBytes file = SampleFiles.image(1, Map.of(0x00281050, "1", 0x00281051, "0"));
        Path path = SampleFiles.write(folder.resolve("a"), file);
        Series series = new ScanOpener()
                .open(List.of(path), OpeningProgress.SILENT)
                .series()
                .getFirst();
        assertEquals(List.of(), series.notes(0));
        series.slice(0);
        assertEquals(1, series.notes(0).size());
    }
}
