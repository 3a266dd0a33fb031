package io.veilray.ui.tool;

import io.veilray.region.Region;
import io.veilray.ui.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** Position and size of the selected region in whole pixels, to be typed; Enter or leaving the field applies them. */
public final class RegionNumbersPane extends VBox {
    private static final List<String> NAMES = List.of("left", "top", "width", "height");

    private final DrawingBoard board;
    private final Messages messages;
    private final List<TextField> fields = new ArrayList<>();
    private final Label sentence = new Label();
    private Subscription selection = Subscription.EMPTY;

    public RegionNumbersPane(DrawingBoard board, Messages messages) {
        super(6);
        this.board = board;
        this.messages = messages;
        GridPane grid = new GridPane(8, 6);
        for (int i = 0; i < NAMES.size(); i++) {
            addField(grid, i);
        }
        sentence.setId("region-numbers-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(grid, sentence);
        board.drawingProperty().subscribe(this::follow);
        board.sliceProperty().subscribe(this::show);
    }

    private void addField(GridPane grid, int index) {
        String name = messages.get("tool.numbers." + NAMES.get(index));
        TextField field = new TextField();
        field.setId("region-" + NAMES.get(index));
        field.setPrefColumnCount(5);
        field.getStyleClass().add("narrow");
        field.setAccessibleText(name);
        field.setOnAction(event -> apply());
        field.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                apply();
            }
        });
        Label label = new Label(name);
        label.setLabelFor(field);
        label.setMinWidth(USE_PREF_SIZE);
        grid.addRow(index / 2, label, field);
        GridPane.setColumnIndex(label, index % 2 * 2);
        GridPane.setColumnIndex(field, index % 2 * 2 + 1);
        fields.add(field);
    }

    private void follow(Drawing drawing) {
        selection.unsubscribe();
        selection = drawing == null
                ? Subscription.EMPTY
                : drawing.selectedProperty().subscribe(this::show);
        show();
    }

    private void show() {
        Optional<Region> region = selectedRegion();
        fields.forEach(field -> field.setDisable(region.isEmpty()));
        sentence.setText(region.isEmpty() ? messages.get("tool.numbers.none") : "");
        List<Integer> numbers = region.map(RegionNumbersPane::numbers).orElse(List.of());
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).setText(numbers.isEmpty() ? "" : String.valueOf(numbers.get(i)));
        }
    }

    private void apply() {
        selectedRegion().ifPresent(current -> {
            Optional<String> problem = problem();
            sentence.setText(problem.orElse(""));
            if (problem.isEmpty()) {
                change(current, typed());
            }
        });
    }

    /** A box that only moves takes the outline along unchanged; another size stretches it. */
    private void change(Region current, Region typed) {
        Mark mark = board.selectedHere().orElseThrow();
        Outline outline = (Outline) mark.figure();
        boolean sameSize = current.widthPx() == typed.widthPx() && current.heightPx() == typed.heightPx();
        if (typed.equals(current)) {
            return;
        }
        if (sameSize) {
            board.change(mark.id(), outline.moved(typed.xPx() - current.xPx(), typed.yPx() - current.yPx()), true);
        } else {
            board.change(mark.id(), outline.fitted(typed), false);
        }
    }

    private Optional<String> problem() {
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).getText().strip().matches("-?\\d{1,6}")) {
                return Optional.of(messages.get("tool.numbers.notWhole", messages.get("tool.numbers." + NAMES.get(i))));
            }
        }
        if (number(0) < 0 || number(1) < 0 || number(2) < 1 || number(3) < 1) {
            return Optional.of(messages.get("tool.numbers.tooSmall"));
        }
        SliceSize size = board.size();
        boolean outside = number(0) + number(2) > size.widthPx() || number(1) + number(3) > size.heightPx();
        return outside
                ? Optional.of(messages.get(
                        "tool.numbers.outside", String.valueOf(size.widthPx()), String.valueOf(size.heightPx())))
                : Optional.empty();
    }

    private Region typed() {
        return new Region(number(0), number(1), number(2), number(3));
    }

    private int number(int index) {
        return Integer.parseInt(fields.get(index).getText().strip());
    }

    private static List<Integer> numbers(Region region) {
        return List.of(region.xPx(), region.yPx(), region.widthPx(), region.heightPx());
    }

    private Optional<Region> selectedRegion() {
        return board.selectedHere()
                .map(Mark::figure)
                .filter(Outline.class::isInstance)
                .flatMap(figure -> ((Outline) figure).region(board.size()));
    }
}
