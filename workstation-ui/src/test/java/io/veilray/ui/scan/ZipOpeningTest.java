package io.veilray.ui.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zip files come by mail from strangers: one must neither fill the disk, nor write beside its folder, nor stay behind. */
class ZipOpeningTest {
    private static final byte[] SLICE = SampleFiles.axial(1, 0, 1).bytes();

    @TempDir
    Path folder;

    private final ScanOpener opener = new ScanOpener();
    private final Set<Path> before = privateFolders();

    private static Set<Path> privateFolders() {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().matches("veilray-\\d+"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Set<Path> newFolders() {
        Set<Path> now = privateFolders();
        now.removeAll(before);
        return now;
    }

    private Opened open(Path zip) throws Exception {
        return opener.open(List.of(zip), OpeningProgress.SILENT);
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        return SampleFiles.zip(folder.resolve("study.dat"), entries); // the name must not matter
    }

    private String refusal(ScanOpener from, Path zip) throws Exception {
        Opened opened = from.open(List.of(zip), OpeningProgress.SILENT);
        assertEquals(List.of(), opened.series());
        assertEquals(1, opened.skipped().size(), opened.skipped().toString());
        assertEquals(Set.of(), newFolders(), "nothing may stay behind");
        String sentence = opened.skipped().getFirst().sentence();
        assertTrue(sentence.startsWith(zip.getFileName() + " ") && sentence.endsWith("."), sentence);
        return sentence;
    }

    @Test
    void folderInAZip_opensAndLeavesNothingBehind() throws Exception {
        Map<String, byte[]> entries = new TreeMap<>();
        for (int z = 0; z < 5; z++) {
            entries.put("study/IM" + z, SampleFiles.axial(10 - z, -z, z).bytes());
        }
        entries.put("study/note.txt", new byte[] {'x'});
        entries.put("__MACOSX/._IM0", new byte[] {'x'});
        entries.put("study/.DS_Store", new byte[] {'x'});
        Opened opened = open(zip(entries));
        Series series = opened.series().getFirst();
        assertEquals(5, series.slices());
        assertEquals(6, series.slice(0).value(0, 0)); // the lowest, z = -4
        assertEquals(
                List.of("study.dat/study/note.txt"),
                opened.skipped().stream().map(SkippedFile::file).toList());
        assertEquals(1, newFolders().size());
        opened.close();
        assertEquals(Set.of(), newFolders());
        assertTrue(series.cached(0).isEmpty());
        assertTrue(assertThrows(ScanException.class, () -> series.slice(0))
                .getMessage()
                .contains("was closed"));
    }

    @Test
    void unpackedFiles_areForTheirOwnerOnly() throws Exception {
        try (Opened opened = open(zip(Map.of("a", SLICE)))) {
            assertEquals(1, opened.series().size());
            Path created = newFolders().iterator().next();
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(created)));
        }
    }

    /** 300 MB of zeros shrink to a thousandth; a header may claim any size, so bytes are counted as they come. */
    @Test
    void bomb_isRefusedWhileItUnpacks() throws Exception {
        Path zip = zip(Map.of("a", SLICE, "bomb", new byte[300 << 20]));
        assertTrue(refusal(opener, zip).contains("300 times its size"));
        ScanOpener small = new ScanOpener(SliceCache.usual(), new OpeningLimits(9, 1, 9, 1 << 20, 300));
        assertTrue(refusal(small, zip).contains("more than 1048576 bytes"));
    }

    @Test
    void manyEntries_areRefusedEvenIfEmpty() throws Exception {
        Map<String, byte[]> entries = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            entries.put("d" + i + "/", new byte[0]);
        }
        ScanOpener small = new ScanOpener(SliceCache.usual(), new OpeningLimits(20, 1, 9, 1 << 20, 300));
        assertTrue(refusal(small, zip(entries)).contains("more than 20 files"));
    }

    @Test
    void entryThatPointsOutside_isLeftOutAndSaid() throws Exception {
        Path zip = zip(
                Map.of("../evil", SLICE, "/abs", SLICE, "x\\..\\..\\evil2", SLICE, "C:/evil3", SLICE, "good", SLICE));
        try (Opened opened = open(zip)) {
            assertEquals(1, opened.series().getFirst().slices());
            assertEquals(4, opened.skipped().size());
            assertTrue(
                    opened.skipped().stream().allMatch(each -> each.sentence().contains("points outside")));
            Path created = newFolders().iterator().next();
            try (Stream<Path> files = Files.list(created)) {
                assertEquals(Set.of(created.resolve("1"), created.resolve("lock")), files.collect(Collectors.toSet()));
            }
            assertFalse(Files.exists(created.resolveSibling("evil")));
        }
    }

    @Test
    void zipInAZip_isRefusedAndTheRestOpens() throws Exception {
        byte[] inner = Files.readAllBytes(SampleFiles.zip(folder.resolve("inner"), Map.of("a", SLICE)));
        try (Opened opened = open(zip(Map.of("inner.zip", inner, "b", SLICE)))) {
            assertEquals(1, opened.series().size());
            String sentence = opened.skipped().getFirst().sentence();
            assertTrue(sentence.startsWith("study.dat/inner.zip is a zip file inside a zip file"), sentence);
        }
    }

    /** A zip file that was cut off would open as a series with slices missing. */
    @Test
    void cutZip_isRefusedWherever() throws Exception {
        Path zip = zip(Map.of("a", SLICE, "b", SampleFiles.axial(2, 1, 2).bytes()));
        byte[] whole = Files.readAllBytes(zip);
        for (int length = 4; length < whole.length; length += 7) {
            refusal(opener, Files.write(zip, Arrays.copyOf(whole, length)));
        }
    }

    @Test
    void changedByte_isRefusedOrHarmless() throws Exception {
        Path zip = zip(Map.of("a", SLICE));
        byte[] whole = Files.readAllBytes(zip);
        for (int at = 4; at < whole.length; at += 3) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x11;
            try (Opened opened = open(Files.write(zip, changed))) {
                for (Series series : opened.series()) {
                    assertEquals(1, series.slice(0).value(0, 0), "byte " + at);
                }
            }
        }
        assertEquals(Set.of(), newFolders());
    }

    @Test
    void cancelWhileUnpacking_leavesNothingBehind() throws Exception {
        Path zip = zip(Map.of("a", new byte[8 << 20]));
        OpeningProgress stopping = new OpeningProgress() {
            private int asked;

            @Override
            public void files(int done, int found) {
                throw new AssertionError("no file is done");
            }

            @Override
            public boolean cancelled() {
                return ++asked > 10;
            }
        };
        assertThrows(InterruptedException.class, () -> opener.open(List.of(zip), stopping));
        assertEquals(Set.of(), newFolders());
    }

    @Test
    void names_areReadAsUtf8WhereTheyAreThat() {
        String umlaut = new String("ä".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertEquals("Sch/ä", ZipNames.readable("Sch\\" + umlaut));
        assertEquals("ä", ZipNames.readable("ä"));
        assertEquals("日本", ZipNames.readable("日本"));
    }
}
