package io.veilray.ui.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerDark;
import io.veilray.region.InputSpec;
import io.veilray.region.Region;
import io.veilray.ui.scan.PixelSpacing;
import io.veilray.ui.text.Messages;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Draws with the mouse, types numbers and reads the list, as a user does. */
@ExtendWith(ApplicationExtension.class)
class MarksOnScreenTest {
    private static final PixelSpacing SPACING = new PixelSpacing(0.5, 0.5);

    private TestPane pane;
    private Scene scene;
    private int shownSlice;

    @Start
    void start(Stage stage) {
        show(stage, Locale.ENGLISH);
    }

    private void show(Stage stage, Locale language) {
        Messages messages = Messages.of(language);
        pane = new TestPane(messages, Optional.of(SPACING));
        MarksPane marks = new MarksPane(
                pane.board,
                messages,
                index -> new MeasuredSlice(TestPane.SLICE, Optional.of(SPACING), "HU"),
                index -> shownSlice = index);
        VBox side = new VBox(10, new RegionNumbersPane(pane.board, messages), marks);
        side.setPadding(new Insets(10));
        side.setPrefWidth(320);
        scene = new Scene(new HBox(pane, side), 840, 460);
        scene.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
        ToolKeys keys = new ToolKeys(pane.board, pane.tools);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, keys::handle);
        stage.setScene(scene);
        stage.show();
    }

    private void drag(FxRobot robot, ToolKind kind, double x1, double y1, double x2, double y2) {
        robot.interact(() -> pane.tools.kindProperty().set(kind));
        robot.moveTo(onScreen(x1, y1))
                .press(MouseButton.PRIMARY)
                .moveTo(onScreen(x2, y2))
                .release(MouseButton.PRIMARY);
    }

    private Point2D onScreen(double x, double y) {
        return pane.canvas().localToScreen(TestPane.TRANSFORM.toView(x, y));
    }

    private Figure selected() {
        return pane.board.selectedHere().orElseThrow().figure();
    }

    private void type(FxRobot robot, String field, String text) {
        robot.interact(() -> {
            robot.lookup(field).queryAs(TextField.class).setText(text);
            robot.lookup(field).queryAs(TextField.class).getOnAction().handle(null);
        });
    }

    @Test
    void drawnRectangle_isListedWithItsNumbers(FxRobot robot) throws Exception {
        drag(robot, ToolKind.RECTANGLE, 60, 50, 80, 70);
        assertEquals(new RectangleOutline(new Region(60, 50, 20, 20)), selected());
        // 20 x 20 px of 0.25 mm2 inside the disc of constant value 200
        waitForText(robot, "mean 200.0 ± 0.0 HU");
        waitForText(robot, "400 px, 100.0 mm²");
    }

    private static void waitForText(FxRobot robot, String part) throws Exception {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> robot.lookup(".label").queryAll().stream()
                .anyMatch(node -> ((Label) node).getText().contains(part)));
    }

    @Test
    void typedNumbers_changeTheRegion_andWrongOnesSayWhy(FxRobot robot) {
        drag(robot, ToolKind.ELLIPSE, 60, 50, 80, 70);
        type(robot, "#region-width", "50");
        assertEquals(new EllipseOutline(new Region(60, 50, 50, 20)), selected());
        assertEquals("Resize Region 1", pane.history.undoNameProperty().get());
        type(robot, "#region-left", "230");
        assertTrue(sentence(robot).contains("at most 240"), sentence(robot));
        type(robot, "#region-left", "twelve");
        assertEquals("X must be a whole number of pixels.", sentence(robot));
        type(robot, "#region-left", "-1");
        assertTrue(sentence(robot).contains("at least 0"), sentence(robot));
        assertEquals(new EllipseOutline(new Region(60, 50, 50, 20)), selected());
        type(robot, "#region-left", "10");
        assertEquals(new EllipseOutline(new Region(10, 50, 50, 20)), selected());
        assertEquals("Move Region 1", pane.history.undoNameProperty().get());
    }

    private static String sentence(FxRobot robot) {
        return robot.lookup("#region-numbers-sentence").queryAs(Label.class).getText();
    }

    @Test
    void clickInTheList_goesToTheSlice(FxRobot robot) {
        drag(robot, ToolKind.RECTANGLE, 60, 50, 80, 70);
        robot.interact(() -> {
            pane.board.drawing().add(new RectangleOutline(new Region(0, 0, 9, 9)), 7);
            pane.board.drawing().clearSelection();
        });
        robot.clickOn("Region 2");
        assertEquals(7, shownSlice);
        assertEquals("Region 2", pane.board.drawing().selected().orElseThrow().name());
    }

    @Test
    void doubleClickInTheList_renames_andTheButtonDeletes(FxRobot robot) {
        drag(robot, ToolKind.RECTANGLE, 60, 50, 80, 70);
        robot.doubleClickOn("Region 1");
        robot.write("Liver").type(KeyCode.ENTER);
        assertEquals("Liver", pane.board.drawing().marks().get(0).name());
        assertEquals("Rename Region 1 to Liver", pane.history.undoNameProperty().get());
        robot.clickOn("✕");
        assertTrue(pane.board.drawing().marks().isEmpty());
        assertEquals("Delete Liver", pane.history.undoNameProperty().get());
    }

    @Test
    void pictures_ofAllMarks(FxRobot robot) throws Exception {
        drawAll(robot);
        save(robot, "tool-marks-en.png");
        assertFalse(pane.board.drawing().marks().isEmpty());
    }

    @Test
    void pictures_inGerman(FxRobot robot) throws Exception {
        robot.interact(() -> show((Stage) scene.getWindow(), Locale.GERMAN));
        drawAll(robot);
        save(robot, "tool-marks-de.png");
        assertEquals("Region 3", pane.board.selectedHere().orElseThrow().name());
    }

    @Test
    void picture_ofAnEmptyDrawing(FxRobot robot) throws Exception {
        save(robot, "tool-empty.png");
        assertTrue(pane.board.drawing().marks().isEmpty());
    }

    private void drawAll(FxRobot robot) throws Exception {
        robot.interact(() -> pane.layer.inputProperty().set(new InputSpec(1, 128, 128, Optional.empty())));
        drag(robot, ToolKind.RECTANGLE, 45, 35, 95, 85);
        drag(robot, ToolKind.DISTANCE, 10, 180, 110, 160);
        robot.interact(() -> pane.tools.kindProperty().set(ToolKind.ANGLE));
        robot.clickOn(onScreen(150, 15)).clickOn(onScreen(150, 60)).clickOn(onScreen(200, 60));
        robot.interact(() -> pane.tools.kindProperty().set(ToolKind.POLYGON));
        robot.clickOn(onScreen(215, 20)).clickOn(onScreen(236, 50)).clickOn(onScreen(210, 60));
        robot.interact(() -> new ToolKeys(pane.board, pane.tools)
                .handle(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false)));
        drag(robot, ToolKind.ELLIPSE, 140, 95, 210, 165);
        waitForText(robot, "HU");
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void save(FxRobot robot, String name) throws Exception {
        WritableImage[] shot = new WritableImage[1];
        robot.interact(() -> shot[0] = scene.snapshot(null));
        int width = (int) shot[0].getWidth();
        int height = (int) shot[0].getHeight();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, shot[0].getPixelReader().getArgb(x, y));
            }
        }
        Path folder = Files.createDirectories(Path.of("target/screenshots"));
        ImageIO.write(image, "png", folder.resolve(name).toFile());
    }
}
