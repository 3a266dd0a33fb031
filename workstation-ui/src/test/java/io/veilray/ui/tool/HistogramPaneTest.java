package io.veilray.ui.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.region.Region;
import io.veilray.ui.text.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class HistogramPaneTest {
    private final Messages messages = Messages.of(Locale.ENGLISH);
    private final TestPane pane = new TestPane(messages, Optional.empty());
    private HistogramPane histogram;

    @Start
    void start(Stage stage) {
        histogram = new HistogramPane(pane.board, messages);
        stage.setScene(new Scene(histogram, 276, 100)); // 256 px of bars
        stage.show();
    }

    private void says(String text) throws Exception {
        WaitForAsyncUtils.waitFor(
                10, TimeUnit.SECONDS, () -> histogram.isVisible() && text.equals(histogram.getAccessibleText()));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private List<Double> heights() {
        return histogram.lookupAll(".histogram-bar").stream()
                .map(bar -> ((Rectangle) bar).getHeight())
                .toList();
    }

    /** Columns 110 to 119 between the discs, 4 rows each of x * 5 - 900: ten values of equal frequency, -350 to -305. */
    @Test
    void bars_areThoseOfTheRegionWhileItIsDrawnAndWhenItIs(FxRobot robot) throws Exception {
        Region region = new Region(110, 10, 10, 4);
        robot.interact(() -> pane.board.show(Draft.of(new RectangleOutline(region))));
        says("Values of the region, from -350 to -305");
        assertEquals(64, heights().size());
        assertEquals(10, heights().stream().filter(height -> height == 44).count());
        assertEquals(54, heights().stream().filter(height -> height == 0).count());
        robot.interact(() -> pane.board.finish(new RectangleOutline(new Region(110, 10, 2, 2))));
        says("Values of the region, from -350 to -345");
        robot.interact(() -> pane.board.drawing().clearSelection());
        assertEquals(false, histogram.isVisible());
    }
}
