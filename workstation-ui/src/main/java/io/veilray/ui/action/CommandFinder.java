package io.veilray.ui.action;

import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import javafx.stage.Window;

/** Every action by its words: type, choose with the arrows, Enter. Shows the shortcut, so that it is learnt on the way. */
public final class CommandFinder extends VBox {
    private static final double WIDTH_PX = 720;
    private static final double HEIGHT_PX = 440;

    private final ActionBoard board;
    private final TextField query = new TextField();
    private final ListView<BoundAction> found = new ListView<>();
    private final Runnable close;

    CommandFinder(ActionBoard board, Runnable close) {
        this.board = board;
        this.close = close;
        Messages messages = board.messages();
        getStyleClass().add("finder");
        setPrefSize(WIDTH_PX, HEIGHT_PX);
        query.setId("finder-query");
        query.setPromptText(messages.get("finder.prompt"));
        query.setAccessibleText(messages.get("finder.prompt"));
        found.setId("finder-list");
        found.setAccessibleText(messages.get("finder.list"));
        found.setCellFactory(list -> new ActionCell(board));
        found.setFocusTraversable(false);
        found.setPrefHeight(HEIGHT_PX);
        found.setPlaceholder(wrapped(messages.get("finder.nothing")));
        Label keys = wrapped(messages.get("finder.keys"));
        keys.getStyleClass().add("hint");
        getChildren().addAll(query, found, keys);
        query.textProperty().addListener((value, before, now) -> search());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        found.setOnMouseClicked(event -> choose());
        search();
    }

    /** Opens over that window and closes when something was chosen, on Esc, and when the user turns elsewhere. */
    public static void show(ActionBoard board, Window owner) {
        Stage stage = new Stage(StageStyle.UNDECORATED);
        stage.initOwner(owner);
        stage.initModality(Modality.NONE);
        stage.setTitle(board.messages().get("finder.title"));
        Scene scene = new Scene(new CommandFinder(board, stage::close));
        Theme.dress(scene);
        new TypedGuard(scene).raise();
        stage.setScene(scene);
        stage.setX(owner.getX() + Math.max(0, (owner.getWidth() - WIDTH_PX) / 2));
        stage.setY(owner.getY() + Math.max(0, owner.getHeight() / 8));
        stage.show();
        stage.focusedProperty().addListener((value, before, now) -> {
            if (!now) {
                stage.close();
            }
        });
    }

    private void search() {
        found.getItems().setAll(CommandSearch.find(board, query.getText()));
        found.getSelectionModel().selectFirst();
        found.scrollTo(0);
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN, UP -> step(event.getCode() == KeyCode.DOWN ? 1 : -1);
            case ENTER -> choose();
            case ESCAPE -> close.run();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(int by) {
        int count = found.getItems().size();
        if (count > 0) {
            int next = Math.floorMod(found.getSelectionModel().getSelectedIndex() + by, count);
            found.getSelectionModel().select(next);
            found.scrollTo(Math.max(0, next - 3));
        }
    }

    private void choose() {
        BoundAction chosen = found.getSelectionModel().getSelectedItem();
        if (chosen != null && chosen.enabled().get()) {
            close.run();
            board.run(chosen.action().id());
        }
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        return label;
    }
}
