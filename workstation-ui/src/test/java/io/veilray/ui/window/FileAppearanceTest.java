package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import io.veilray.dicom.image.TestImages;
import io.veilray.dicom.image.ToneCurve;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.viewer.Viewport;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.geometry.Point2D;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A scan must look as its file asks: a curve, a colour or an arrow that is missing is a finding that is missed. */
@ExtendWith(ApplicationExtension.class)
class FileAppearanceTest {
    private static final int SIDE = 256;

    @TempDir
    Path folder;

    private WindowPage page;
    private Viewport viewport;

    @Start
    void start(Stage stage) {
        page = new WindowPage(stage, folder.resolve("home"));
        viewport = page.window.viewport();
    }

    @AfterEach
    void close() {
        page.close();
    }

    private void open(DatasetBuilder image) throws Exception {
        Path file = folder.resolve("image.dcm");
        Files.deleteIfExists(file);
        DicomDataset dataset = image.text(Tags.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tags.SOP_INSTANCE_UID, "1.2.3")
                .build();
        DicomWriter.write(file, dataset, TransferSyntax.EXPLICIT_LITTLE);
        page.open(file);
    }

    /** What the screen shows of an image pixel, in hexadecimal. */
    private String onScreen(int x, int y) {
        WritableImage[] picture = new WritableImage[1];
        page.robot().interact(viewport::requestRepaint);
        WaitForAsyncUtils.waitForFxEvents(3);
        page.robot().interact(() -> picture[0] = viewport.snapshot(null, null));
        Point2D at = viewport.transformProperty().get().toView(x + 0.5, y + 0.5);
        int argb = picture[0].getPixelReader().getArgb((int) at.getX(), (int) at.getY());
        return String.format("%06X", argb & 0xFFFFFF);
    }

    private static DatasetBuilder ramp() {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % SIDE);
        }
        return TestImages.gray(SIDE, SIDE, 8, 8).text(Tags.MODALITY, "DX").bytes(Tags.PIXEL_DATA, Vr.OB, pixels);
    }

    /**
     * Centre 128, width 128: half of 255 at the centre, and 255 / (1 + exp(-2)) = 224.6 at 192, half a width above. The
     * table is a negative: 255 - 200 = 55 = 37 hexadecimal.
     */
    @Test
    void sigmoidAndTable_areShownAndOffered() throws Exception {
        byte[] negative = new byte[SIDE];
        for (int i = 0; i < SIDE; i++) {
            negative[i] = (byte) (255 - i);
        }
        DicomDataset table = DicomDataset.builder()
                .bytes(Tags.LUT_DESCRIPTOR, Vr.US, TestImages.words(SIDE, 0, 8))
                .bytes(Tags.LUT_DATA, Vr.OW, negative)
                .build();
        open(ramp().decimals(Tags.WINDOW_CENTER, 128)
                .decimals(Tags.WINDOW_WIDTH, 128)
                .text(Tags.VOI_LUT_FUNCTION, "SIGMOID")
                .sequence(Tags.VOI_LUT_SEQUENCE, table));
        assertEquals("808080", onScreen(128, 100));
        assertEquals("E1E1E1", onScreen(192, 100));
        page.shot("sigmoid", 1);
        page.keys(KeyCode.DIGIT2);
        assertEquals("373737", onScreen(200, 100));
        assertEquals("CDCDCD", onScreen(50, 100)); // 255 - 50
        assertEquals(Window.between(0, 255), viewport.windowProperty().get());
        page.keys(KeyCode.DIGIT0);
        assertEquals("C8C8C8", onScreen(200, 100));
        assertEquals(ToneCurve.LINEAR, viewport.curveProperty().get());
        page.keys(KeyCode.SPACE);
        assertEquals(ToneCurve.SIGMOID, viewport.curveProperty().get(), "reset is as the file asks");
    }

    /** Pure colours, and the value under the pointer is still the luminance that a model would get. */
    @Test
    void colour_isShownAsColour() throws Exception {
        byte[] pixels = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int x = i % SIDE;
            pixels[3 * i + (x < 80 ? 0 : x < 160 ? 1 : 2)] = (byte) 200;
            pixels[3 * i + 2] |= (byte) (i / SIDE / 4);
        }
        open(TestImages.image("RGB", SIDE, SIDE, 8).text(Tags.MODALITY, "US").bytes(Tags.PIXEL_DATA, Vr.OB, pixels));
        assertEquals("C80000", onScreen(40, 1));
        assertEquals("00C800", onScreen(120, 1));
        assertEquals("0000C8", onScreen(200, 1));
        Slice slice = viewport.sliceProperty().get();
        assertEquals(59.8f, slice.value(40, 1), 1e-4); // 0.299 * 200
        page.shot("colour", 1);
        page.keys(KeyCode.I);
        assertEquals("37FFFF", onScreen(40, 1)); // 255 - 200
    }

    /** A ring around (180, 90), which Shift+O takes away and brings back. */
    @Test
    void overlay_isShownAndHidden() throws Exception {
        byte[] plane = new byte[SIDE * SIDE / 8];
        for (int i = 0; i < SIDE * SIDE; i++) {
            double radius = Math.hypot(i % SIDE - 180, i / SIDE - 90);
            if (radius > 22 && radius < 25) {
                plane[i / 8] |= (byte) (1 << i % 8);
            }
        }
        open(ramp().bytes(new Tag(0x6000, 0x0010), Vr.US, TestImages.words(SIDE))
                .bytes(new Tag(0x6000, 0x0011), Vr.US, TestImages.words(SIDE))
                .bytes(new Tag(0x6000, 0x0050), Vr.SS, TestImages.words(1, 1))
                .bytes(new Tag(0x6000, 0x3000), Vr.OW, plane));
        assertEquals("FFD84D", onScreen(180, 90 - 23));
        assertEquals("B4B4B4", onScreen(180, 90)); // 180
        page.shot("overlay", 1);
        page.keys(KeyCode.SHIFT, KeyCode.O);
        assertFalse(viewport.overlays().visibleProperty().get());
        assertEquals("B4B4B4", onScreen(180, 90 - 23));
        page.shot("overlay-hidden", 1);
        page.keys(KeyCode.SHIFT, KeyCode.O);
        assertTrue(viewport.overlays().visibleProperty().get());
        assertEquals("FFD84D", onScreen(180, 90 - 23));
    }
}
