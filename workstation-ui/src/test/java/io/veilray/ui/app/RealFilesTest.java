package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import io.veilray.dicom.image.DicomImage;
import io.veilray.dicom.image.StoredFrame;
import io.veilray.dicom.image.TestImages;
import io.veilray.dicom.image.Voi;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.PatchMaker;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.result.Classification;
import io.veilray.ui.classify.Review;
import io.veilray.ui.report.Finding;
import io.veilray.ui.report.ResultExport;
import io.veilray.ui.scan.Opened;
import io.veilray.ui.scan.OpeningProgress;
import io.veilray.ui.scan.Scan;
import io.veilray.ui.scan.ScanException;
import io.veilray.ui.scan.ScanOpener;
import io.veilray.ui.scan.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of many makers go the whole way, open, window, classify with the real server in this process, export, or are
 * refused in one sentence. What became of each is written to {@code target/real-files.md}.
 */
class RealFilesTest {
    private static final String MODEL = "pneumonia-cxr-28";

    private static OpenCloud cloud;

    @TempDir
    Path folder;

    @BeforeAll
    static void connect() throws Exception {
        cloud = OpenCloud.local(Services.real());
    }

    @AfterAll
    static void disconnect() {
        cloud.close();
    }

    /** What became of a file: a sentence if it was refused, else what it holds. */
    private record Fate(String file, boolean opened, String text) {}

    private Fate fate(Path file, String name) throws Exception {
        try (Opened opened = new ScanOpener().open(List.of(file), OpeningProgress.SILENT)) {
            if (opened.series().isEmpty()) {
                assertEquals(1, opened.skipped().size(), name);
                return refused(file, name, opened.skipped().getFirst().sentence());
            }
            Series series = opened.series().getFirst();
            Scan scan = series.scan(series.slices() - 1);
            window(scan);
            window(series.scan(0));
            export(scan, classified(scan));
            List<String> notes = scan.notes();
            return new Fate(name, true, series.title() + (notes.isEmpty() ? "" : ". " + String.join(" ", notes)));
        } catch (ScanException e) {
            return refused(file, name, e.getMessage());
        }
    }

    private static Fate refused(Path file, String name, String sentence) {
        assertTrue(sentence.startsWith(file.getFileName().toString()), sentence);
        assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), sentence);
        return new Fate(name, false, sentence);
    }

    /** Every way to show the scan that its file proposes gives each corner a brightness. */
    private static void window(Scan scan) {
        Slice slice = scan.slice();
        List<Voi> vois = new ArrayList<>(scan.appearance().vois());
        vois.add(new Voi(Window.between(-100, 300), scan.appearance().curve(), ""));
        for (Voi voi : vois) {
            for (int x : new int[] {0, slice.widthPx() - 1}) {
                double bright = voi.curve().brightness(slice.value(x, slice.heightPx() - 1), voi.window());
                assertTrue(bright >= 0 && bright <= 1, scan.description());
            }
        }
    }

    private static Classification classified(Scan scan) throws Exception {
        ModelInfo model = cloud.model(ModelChoice.of(MODEL));
        int width = Math.min(64, scan.slice().widthPx());
        int height = Math.min(64, scan.slice().heightPx());
        Region region =
                new Region((scan.slice().widthPx() - width) / 2, (scan.slice().heightPx() - height) / 2, width, height);
        return cloud.link()
                .classify(PatchMaker.cut(scan.slice(), region, model.input()), MODEL, (stage, done, total) -> {});
    }

    private void export(Scan scan, Classification result) throws Exception {
        Finding finding = new Finding(
                scan,
                "Region 1",
                result,
                Optional.empty(),
                Review.NONE,
                "local",
                1,
                Instant.parse("2026-01-01T00:00:00Z"));
        ResultExport.png(finding, true, folder.resolve("x.png"));
        ResultExport.csv(List.of(finding), folder.resolve("x.csv"));
        ResultExport.json(List.of(finding), folder.resolve("x.json"));
        for (String ending : List.of("png", "csv", "json")) {
            assertTrue(Files.size(folder.resolve("x." + ending)) > 100);
            Files.delete(folder.resolve("x." + ending));
        }
    }

    private static void write(List<Fate> fates) throws IOException {
        long opened = fates.stream().filter(Fate::opened).count();
        StringBuilder table = new StringBuilder("Of " + fates.size() + " files " + opened + " open.\n\n");
        table.append("| File | | What |\n|---|---|---|\n");
        for (Fate fate : fates) {
            table.append(
                    "| " + fate.file() + " | " + (fate.opened() ? "opened" : "refused") + " | " + fate.text() + " |\n");
        }
        Files.writeString(Path.of("target", "real-files.md"), table);
        System.out.println("of " + fates.size() + " real files " + opened + " go from opening to export");
    }

    @Test
    void realFiles_goTheWholeWayOrAreRefusedInASentence() throws Exception {
        Path data = TestData.folder("dicom");
        List<Fate> fates = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                fates.add(fate(file, data.relativize(file).toString()));
            }
        }
        write(fates);
        assertTrue(fates.size() >= 100, "there are " + fates.size());
        assertTrue(fates.stream().filter(Fate::opened).count() >= 85, fates.toString());
    }

    private static DicomDataset image(String photometric, int allocated, int bytes) {
        byte[] pixels = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            pixels[i] = (byte) (i * 37);
        }
        return TestImages.image(photometric, 16, 12, allocated)
                .text(Tags.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tags.SOP_INSTANCE_UID, "1.2.3")
                .text(Tags.MODALITY, "DX")
                .bytes(Tags.PIXEL_DATA, Vr.OW, pixels)
                .build();
    }

    /** Where the real files are absent: one of each kind, through the syntaxes that need no compression. */
    @Test
    void madeFiles_ofEveryKindGoTheWholeWay() throws Exception {
        int pixels = 16 * 12;
        List<DicomDataset> images = List.of(
                image("MONOCHROME2", 1, pixels / 8),
                image("MONOCHROME1", 8, pixels),
                image("MONOCHROME2", 12, pixels * 3 / 2),
                image("MONOCHROME2", 16, 2 * pixels),
                image("MONOCHROME2", 32, 4 * pixels),
                image("RGB", 8, 3 * pixels),
                image("YBR_FULL", 8, 3 * pixels),
                image("YBR_FULL_422", 8, 2 * pixels),
                image("RGB", 16, 6 * pixels));
        List<TransferSyntax> syntaxes = List.of(
                TransferSyntax.IMPLICIT_LITTLE,
                TransferSyntax.EXPLICIT_LITTLE,
                TransferSyntax.EXPLICIT_BIG,
                TransferSyntax.DEFLATED);
        for (int i = 0; i < images.size(); i++) {
            TransferSyntax syntax = syntaxes.get(i % syntaxes.size());
            Path file = folder.resolve("made.dcm");
            DicomWriter.write(file, images.get(i), syntax);
            Fate fate = fate(file, syntax.title());
            assertTrue(fate.opened(), fate.text());
        }
    }

    /** Pairs of files that were converted from each other without loss. */
    @Test
    void sameImageInTwoSyntaxes_hasTheSamePixels() throws Exception {
        Path data = TestData.folder("dicom/pydicom");
        String[][] pairs = {
            {"MR_small.dcm", "MR_small_bigendian.dcm"},
            {"MR_small.dcm", "MR_small_RLE.dcm"},
            {"MR_small.dcm", "MR_small_jpeg_ls_lossless.dcm"},
            {"MR_small.dcm", "MR_small_jp2klossless.dcm"},
            {"MR_small.dcm", "MR_small_expb.dcm"},
            {"rtdose.dcm", "rtdose_expb.dcm"},
            {"rtdose.dcm", "rtdose_rle.dcm"},
            {"liver_1frame.dcm", "liver_expb_1frame.dcm"},
            {"SC_rgb_small_odd.dcm", "SC_rgb_small_odd_big_endian.dcm"},
        };
        for (String[] pair : pairs) {
            assertSamePixels(data.resolve(pair[0]), data.resolve(pair[1]));
        }
    }

    private static void assertSamePixels(Path one, Path other) throws Exception {
        try (DicomFile first = DicomFile.open(one);
                DicomFile second = DicomFile.open(other)) {
            DicomImage a = DicomImage.of(first);
            DicomImage b = DicomImage.of(second);
            assertEquals(a.frames(), b.frames(), other.toString());
            StoredFrame stored = a.stored(a.frames());
            StoredFrame again = b.stored(b.frames());
            for (int pixel = 0; pixel < stored.pixels(); pixel++) {
                for (int sample = 0; sample < stored.samples(); sample++) {
                    assertEquals(stored.value(pixel, sample), again.value(pixel, sample), other + " pixel " + pixel);
                }
            }
        }
    }
}
