package io.veilray.ui.window;

import io.veilray.ui.action.ActionBoard;
import io.veilray.ui.theme.TextSize;
import io.veilray.ui.tool.HistogramPane;
import io.veilray.ui.tool.MarksPane;
import io.veilray.ui.tool.RegionNumbersPane;
import io.veilray.ui.viewer.SeriesList;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Where the window's parts stand around the image. */
final class WindowFrame {
    private static final double LEFT_PX = 250;
    private static final double RIGHT_PX = 330;

    private WindowFrame() {}

    static Node top(ActionBoard board) {
        return new VBox(
                board.menuBar(),
                board.toolBar(
                        "file.open",
                        "file.openFolder",
                        "|",
                        "tool.window",
                        "tool.pan",
                        "tool.zoom",
                        "tool.scroll",
                        "|",
                        "region.rectangle",
                        "region.ellipse",
                        "region.freehand",
                        "region.polygon",
                        "region.wand",
                        "tool.distance",
                        "tool.angle",
                        "|",
                        "edit.undo",
                        "edit.redo",
                        "|",
                        "view.fit",
                        "view.invert",
                        "overlay.toggle",
                        "|",
                        "layout.one",
                        "layout.two",
                        "layout.four",
                        "layout.link",
                        "|",
                        "classify.start",
                        "classify.heatMap",
                        "help.why",
                        "help.find"));
    }

    static Node left(SeriesList series, MarksPane marks, HistogramPane histogram, RegionNumbersPane numbers) {
        numbers.setPadding(new Insets(10));
        VBox.setVgrow(marks, Priority.ALWAYS);
        SplitPane left = new SplitPane(series, new VBox(marks, histogram, numbers));
        left.setDividerPositions(0.4);
        left.setOrientation(Orientation.VERTICAL);
        left.prefWidthProperty().bind(TextSize.column(LEFT_PX));
        left.minWidthProperty().bind(left.prefWidthProperty());
        left.setId("left");
        return left;
    }

    /** @param below stays in sight however far the parts are scrolled */
    static Node right(Node below, Node... parts) {
        VBox right = new VBox(14, parts);
        right.setPadding(new Insets(12));
        ScrollPane scroll = new ScrollPane(right);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.prefWidthProperty().bind(TextSize.column(RIGHT_PX));
        scroll.minWidthProperty().bind(scroll.prefWidthProperty());
        scroll.setId("right");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return new VBox(scroll, below);
    }
}
