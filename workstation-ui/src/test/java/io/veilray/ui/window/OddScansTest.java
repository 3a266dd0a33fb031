package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomBytes;
import io.veilray.region.Region;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.scan.SampleFiles;
import io.veilray.ui.viewer.PointerReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Images as they really come: a number that is wrong here is a number that somebody measures a tumour with. */
@ExtendWith(ApplicationExtension.class)
class OddScansTest {
    private static final Map<Integer, String> PLAIN = Map.of(OddFiles.MODALITY, "DX");

    @TempDir
    Path folder;

    private WindowPage page;

    @Start
    void start(Stage stage) {
        page = new WindowPage(stage, folder.resolve("home"));
    }

    @AfterEach
    void close() {
        page.close();
    }

    private Path file(String name, DicomBytes content) throws Exception {
        return OddFiles.write(folder.resolve(name), content);
    }

    private PointerReading readingAt(double x, double y) {
        page.pointAt(x, y);
        return page.window.viewport().pointerProperty().get().orElseThrow();
    }

    private static OddFiles.Gray unsigned(int stored) {
        return new OddFiles.Gray("MONOCHROME2", stored, false, PLAIN);
    }

    private static boolean speaksOfMillimetres(List<String> texts) {
        return texts.stream().anyMatch(text -> text.matches("(?s).*\\b[mc]m\\b.*"));
    }

    /** Stored 10 x + y - 1000 with slope 2 and intercept -24: at (20, 7) that is 2 (200 + 7 - 1000) - 24 = -1610. */
    @Test
    void signedCt_readsHounsfieldUnits() throws Exception {
        OddFiles.Gray ct = new OddFiles.Gray(
                "MONOCHROME2",
                16,
                true,
                Map.of(OddFiles.MODALITY, "CT", OddFiles.INTERCEPT, "-24", OddFiles.SLOPE, "2"));
        page.open(file("ct.dcm", ct.of(64, 64, (x, y) -> 10 * x + y - 1000)));
        assertEquals(new PointerReading(20, 7, -1610, "HU"), readingAt(20.5, 7.5));
        page.keys(KeyCode.DIGIT3);
        assertEquals(40, page.window.viewport().windowProperty().get().center(), "the brain preset is in HU");
        page.keys(KeyCode.SHIFT, KeyCode.R);
        page.stroke(new Point2D(10.5, 10.5), new Point2D(11.5, 10.5), new Point2D(10.5, 10.5));
        page.shot("ct", 1);
    }

    /** The least stored value is the brightest; its number stays as stored. */
    @Test
    void monochrome1_isShownInvertedWithItsOwnNumbers() throws Exception {
        OddFiles.Gray film = new OddFiles.Gray("MONOCHROME1", 12, false, PLAIN);
        page.open(file("mono1.dcm", film.of(64, 64, (x, y) -> x < 32 ? 0 : 4095)));
        assertTrue(page.window.viewport().sliceProperty().get().inverted());
        assertEquals(0, readingAt(5.5, 5.5).value());
        assertEquals(4095, readingAt(60.5, 5.5).value());
        page.shot("monochrome1", 1);
    }

    /** (299 x 200 + 587 x 100 + 114 x 50) / 1000 = 124.2 by Rec. 601, and a note that says so. */
    @Test
    void colour_isShownAsLuminance() throws Exception {
        page.open(file("us.dcm", OddFiles.colour(64, 48, 200, 100, 50)));
        PointerReading reading = readingAt(30.5, 30.5);
        assertEquals(124.2, reading.value(), 1e-4);
        assertEquals("", reading.unit());
        page.untilReady();
        assertTrue(page.texts("#right").stream().anyMatch(text -> text.contains("luminance")), "the note is shown");
    }

    @Test
    void withoutSpacing_nothingIsInMillimetres() throws Exception {
        page.open(file("plain.dcm", unsigned(16).of(100, 100, (x, y) -> x + y)));
        page.keys(KeyCode.D);
        page.stroke(new Point2D(10, 10), new Point2D(40, 50)); // 30 and 40 px: 50 px
        assertTrue(page.mark(0).contains("50.0 px"), page.mark(0).toString());
        page.keys(KeyCode.SHIFT, KeyCode.R);
        page.stroke(new Point2D(20.5, 60.5), new Point2D(50.5, 80.5));
        page.mark(1);
        assertFalse(
                speaksOfMillimetres(page.texts("#left")), page.texts("#left").toString());
        assertFalse(page.window.viewport().spacing().isPresent(), "no scale bar");
        page.shot("no-spacing", 1);
    }

    /**
     * Rows lie 2 mm apart and columns 0.5 mm: 40 columns and 10 rows are 20 mm each way, sqrt(2) x 20 = 28.3 mm, and an
     * angle that is acute on the pixel grid is 45 degrees in the body.
     */
    @Test
    void unevenSpacing_isMeasuredInTheBody() throws Exception {
        OddFiles.Gray image = new OddFiles.Gray(
                "MONOCHROME2", 16, false, Map.of(OddFiles.MODALITY, "MR", OddFiles.SPACING, "2\\0.5"));
        page.open(file("uneven.dcm", image.of(200, 60, (x, y) -> x)));
        page.keys(KeyCode.D);
        page.stroke(new Point2D(50, 20), new Point2D(90, 30));
        page.keys(KeyCode.A);
        page.clickAt(110, 30);
        page.clickAt(50, 30);
        page.clickAt(90, 20);
        double measured = millimetres(page.mark(0));
        double onePixel = 2; // a screen pixel is less than half an image pixel here
        assertEquals(28.3, measured, onePixel);
        assertEquals(45, degrees(page.mark(1)), 4);
        page.shot("uneven", 1);
    }

    private static double millimetres(List<String> row) {
        return number(row, " mm");
    }

    private static double degrees(List<String> row) {
        return number(row, "°");
    }

    private static double number(List<String> row, String unit) {
        String text = row.stream()
                .filter(each -> each.endsWith(unit))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing in" + unit + ": " + row));
        return Double.parseDouble(text.substring(0, text.length() - unit.length()));
    }

    @Test
    void onePixelImage_isShownReadAndClassified() throws Exception {
        page.open(file("one.dcm", unsigned(16).of(1, 1, (x, y) -> 700)));
        assertEquals(700, readingAt(0.5, 0.5).value());
        page.shot("one-pixel-image", 1);
        page.untilReady();
        answered(page.classify(), new Region(0, 0, 1, 1));
        page.shot("one-pixel-result", 1);
    }

    @Test
    void veryWideImage_fitsAndIsReadAtBothEnds() throws Exception {
        page.open(file("wide.dcm", unsigned(16).of(16000, 3, (x, y) -> x)));
        double left = page.onScreen(0, 1).getX();
        double right = page.onScreen(16000, 1).getX();
        double width = page.window.viewport().getWidth();
        assertTrue(right - left <= width + 1, "fits: " + (right - left) + " in " + width);
        assertTrue(right - left > width / 2, "and is seen");
        page.untilReady();
        answered(page.classify(), new Region(0, 0, 16000, 3));
        page.shot("wide", 1);
    }

    /** Bits above the twelve that are stored hold old overlays and are no part of the value. */
    @Test
    void twelveBitFilm_hasNoMoreThanTwelveBits() throws Exception {
        page.open(file("film.dcm", unsigned(12).of(300, 400, (x, y) -> 0xF000 | Math.min(4095, 10 * x + y))));
        assertEquals(10 * 150 + 200, readingAt(150.5, 200.5).value());
        page.keys(KeyCode.SHIFT, KeyCode.R);
        page.stroke(new Point2D(100.5, 100.5), new Point2D(110.5, 110.5));
        assertEquals(1, page.window.current().orElseThrow().drawing().marks().size());
        page.shot("film", 1);
    }

    @Test
    void folderWithADamagedFile_opensTheRestAndSaysWhy() throws Exception {
        file("mixed/good.dcm", unsigned(16).of(32, 32, (x, y) -> x));
        byte[] whole = unsigned(16).of(32, 32, (x, y) -> x).bytes();
        Files.write(folder.resolve("mixed/cut.dcm"), Arrays.copyOf(whole, whole.length - 900));
        Files.writeString(folder.resolve("mixed/letter.txt"), "Dear colleague");
        page.open(folder.resolve("mixed"));
        List<String> skipped = page.skipped();
        page.shot("damaged", 1);
        assertEquals(2, skipped.size(), skipped.toString());
        assertTrue(skipped.stream().anyMatch(each -> each.contains("cut.dcm") && each.length() > 20));
        assertTrue(skipped.stream().anyMatch(each -> each.contains("letter.txt") && each.contains("no PNG, JPEG")));
        page.keys(KeyCode.ESCAPE);
        assertFalse(page.window.dialogs().isOpen());
        assertEquals(31, readingAt(31.5, 5.5).value());
    }

    @Test
    void zipAndDicomdir_openLikeAFolder() throws Exception {
        byte[] image = unsigned(16).of(32, 32, (x, y) -> y).bytes();
        page.open(SampleFiles.zip(folder.resolve("study.zip"), Map.of("A/IM1", image)));
        assertEquals(7, readingAt(3.5, 7.5).value());
        file("disc/IM1", unsigned(16).of(16, 16, (x, y) -> 3 * x));
        DicomBytes record = DicomBytes.part(true).number(0x00041410, 0xFFFF).text(0x00041500, "CS", "IM1");
        page.open(file("disc/DICOMDIR", DicomBytes.file(DicomBytes.EXPLICIT).sequence(0x00041220, record)));
        WindowPage.until(
                "the disc's image",
                () -> page.window.viewport().sliceProperty().get() != null
                        && page.window.viewport().sliceProperty().get().widthPx() == 16);
        assertEquals(15, readingAt(5.5, 7.5).value());
        assertEquals(2, page.window.seriesList().getItems().size());
    }

    /** An answer or no opinion; anything else is an exception that the page reports as a failed job. */
    private static void answered(ClassifyResult result, Region region) {
        assertEquals(region, result.classification().region());
        double sum = Arrays.stream(result.classification().probabilities()).sum();
        assertEquals(1, sum, 1e-6);
    }

    @Test
    void everyKindOfRegion_isClassifiedByItsBox() throws Exception {
        page.openSample();
        page.keys(KeyCode.SHIFT, KeyCode.E);
        page.stroke(new Point2D(100, 100), new Point2D(200, 180), new Point2D(300, 260));
        near(100, 100, 300, 260);
        answered(page.classify(), page.target());
        page.keys(KeyCode.SHIFT, KeyCode.F);
        page.stroke(
                new Point2D(150, 300),
                new Point2D(260, 310),
                new Point2D(250, 400),
                new Point2D(140, 390),
                new Point2D(150, 300));
        near(140, 300, 260, 400);
        answered(page.classify(), page.target());
        page.keys(KeyCode.SHIFT, KeyCode.P);
        page.clickAt(300, 120);
        page.clickAt(420, 160);
        page.clickAt(360, 330);
        page.keys(KeyCode.ENTER);
        near(300, 120, 420, 330);
        answered(page.classify(), page.target());
        assertEquals(3, page.results());
        page.shot("shapes", 1);
    }

    @Test
    void onePixelRegion_isClassified() throws Exception {
        page.openSample();
        page.keys(KeyCode.SHIFT, KeyCode.R);
        page.stroke(new Point2D(200, 200), new Point2D(240, 240));
        type("#region-width", "1");
        type("#region-height", "1");
        assertEquals(1, page.target().widthPx());
        assertEquals(1, page.target().heightPx());
        page.robot().interact(() -> page.window.viewport().requestFocus());
        answered(page.classify(), page.target());
        page.shot("one-pixel-region", 1);
    }

    private void type(String field, String text) {
        page.robot().doubleClickOn(field).write(text).type(KeyCode.ENTER);
    }

    @Test
    void regionDraggedBeyondTheBorder_endsThere() throws Exception {
        page.openSample();
        int width = page.window.viewport().sliceProperty().get().widthPx();
        page.keys(KeyCode.SHIFT, KeyCode.R);
        page.stroke(new Point2D(width - 100, 100), new Point2D(width - 10, 20), new Point2D(width + 4, -3));
        Region region = page.target();
        assertEquals(width, region.xPx() + region.widthPx());
        assertEquals(0, region.yPx());
        answered(page.classify(), region);
        page.shot("border", 1);
    }

    private void near(double left, double top, double right, double bottom) {
        Region box = page.target();
        assertEquals(left, box.xPx(), 3);
        assertEquals(top, box.yPx(), 3);
        assertEquals(right, box.xPx() + box.widthPx(), 4);
        assertEquals(bottom, box.yPx() + box.heightPx(), 4);
    }
}
