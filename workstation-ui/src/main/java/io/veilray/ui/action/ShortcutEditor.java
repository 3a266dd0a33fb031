package io.veilray.ui.action;

import io.veilray.ui.text.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Shows every action with its keys and changes them: choose one, press the new key. A clash names the other action. */
public final class ShortcutEditor extends VBox {
    private static final double GAP_PX = 8;

    private final Messages messages;
    private final Shortcuts shortcuts;
    private final TextField search = new TextField();
    private final ListView<Action> list = new ListView<>();
    private final Label said = new Label();
    private final Button take = button("take", this::takeClashing);
    private final Button keep = button("keep", this::listen);
    private Mode mode = Mode.CHOOSING;
    private Optional<Shortcut> clashing = Optional.empty();

    private enum Mode {
        CHOOSING,
        REPLACING,
        ADDING
    }

    public ShortcutEditor(Messages messages, Shortcuts shortcuts) {
        this.messages = messages;
        this.shortcuts = shortcuts;
        this.take.setText(messages.get("shortcuts.take"));
        this.keep.setText(messages.get("shortcuts.keep"));
        setSpacing(GAP_PX);
        said.setId("shortcuts-said");
        said.setWrapText(true);
        said.setMinHeight(USE_PREF_SIZE);
        buildSearch();
        buildList();
        getChildren().addAll(search, list, said, new FlowPane(GAP_PX, GAP_PX, take, keep), buttons());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        show(Mode.CHOOSING, messages.get("shortcuts.choose"), false);
    }

    private void buildSearch() {
        search.setId("shortcuts-search");
        search.setPromptText(messages.get("shortcuts.search"));
        search.setAccessibleText(messages.get("shortcuts.search"));
        search.textProperty().addListener((value, before, now) -> fill());
    }

    private void buildList() {
        list.setId("shortcuts-list");
        list.setAccessibleText(messages.get("shortcuts.list"));
        list.setCellFactory(view -> new ShortcutCell(messages, shortcuts));
        VBox.setVgrow(list, Priority.ALWAYS);
        InvalidationListener refresh = now -> list.refresh();
        shortcuts.revision().addListener(refresh);
        fill();
        list.getSelectionModel().selectFirst();
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener(now -> show(Mode.CHOOSING, messages.get("shortcuts.choose"), false));
    }

    private FlowPane buttons() {
        FlowPane row = new FlowPane(GAP_PX, GAP_PX);
        row.getChildren()
                .addAll(
                        named("change", () -> listen(Mode.REPLACING)),
                        named("add", () -> listen(Mode.ADDING)),
                        named("remove", this::remove),
                        named("reset", this::reset),
                        named("resetAll", this::resetAll));
        return row;
    }

    private void fill() {
        String wanted = search.getText().strip().toLowerCase(messages.locale());
        Locale locale = messages.locale();
        list.getItems()
                .setAll(Actions.all().stream()
                        .filter(action -> (name(action) + " " + keys(action))
                                .toLowerCase(locale)
                                .contains(wanted))
                        .toList());
    }

    private void listen() {
        listen(mode);
    }

    private void listen(Mode how) {
        chosen().ifPresent(action -> {
            list.requestFocus();
            show(how, messages.get("shortcuts.press", name(action)), false);
        });
    }

    private void key(KeyEvent event) {
        if (clashing.isPresent()) {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                show(Mode.CHOOSING, messages.get("shortcuts.choose"), false);
            }
        } else if (mode != Mode.CHOOSING) {
            event.consume();
            Shortcut.of(event).ifPresent(this::pressed);
        } else if (event.getCode() == KeyCode.ENTER && list.isFocused()) {
            event.consume();
            listen(Mode.REPLACING);
        }
    }

    private void pressed(Shortcut key) {
        Action action = chosen().orElseThrow();
        Optional<Action> other = shortcuts.conflict(action.id(), key);
        if (key.toString().equals("Esc")) {
            show(Mode.CHOOSING, messages.get("shortcuts.choose"), false);
        } else if (key.toString().equals("Enter")) {
            show(mode, messages.get("shortcuts.refused", key.text(messages)), true);
        } else if (other.isPresent()) {
            show(mode, messages.get("shortcuts.conflict", key.text(messages), name(other.get())), true);
            offer(key);
        } else {
            give(action, key);
        }
    }

    private void offer(Shortcut key) {
        clashing = Optional.of(key);
        showChoice(true);
        keep.requestFocus();
    }

    private void takeClashing() {
        clashing.ifPresent(key -> give(chosen().orElseThrow(), key));
    }

    private void give(Action action, Shortcut key) {
        if (mode == Mode.REPLACING) {
            shortcuts.set(action.id(), List.of());
        }
        shortcuts.take(action.id(), key);
        list.requestFocus();
        show(Mode.CHOOSING, messages.get("shortcuts.changed", name(action), keys(action)), false);
    }

    private void remove() {
        chosen().ifPresent(action -> {
            shortcuts.set(action.id(), List.of());
            show(Mode.CHOOSING, messages.get("shortcuts.changed", name(action), keys(action)), false);
        });
    }

    private void reset() {
        chosen().ifPresent(action -> {
            List<Shortcut> taken = shortcuts.reset(action.id());
            String told = messages.get("shortcuts.reset.done", name(action), keys(action));
            show(Mode.CHOOSING, taken.isEmpty() ? told : stayed(taken.get(0)), !taken.isEmpty());
        });
    }

    private String stayed(Shortcut key) {
        return messages.get(
                "shortcuts.reset.taken",
                key.text(messages),
                name(shortcuts.action(key).orElseThrow()));
    }

    private void resetAll() {
        shortcuts.resetAll();
        show(Mode.CHOOSING, messages.get("shortcuts.resetAll.done"), false);
    }

    private void show(Mode now, String sentence, boolean problem) {
        mode = now;
        clashing = Optional.empty();
        said.setText(sentence);
        said.getStyleClass().removeAll("hint", "problem");
        said.getStyleClass().add(problem ? "problem" : "hint");
        showChoice(false);
    }

    private void showChoice(boolean shown) {
        for (Button choice : List.of(take, keep)) {
            choice.setVisible(shown);
            choice.setManaged(shown);
        }
    }

    private Optional<Action> chosen() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
    }

    private String name(Action action) {
        return messages.get(action.textKey());
    }

    private String keys(Action action) {
        return text(shortcuts.of(action.id()), messages);
    }

    static String text(List<Shortcut> keys, Messages messages) {
        return keys.isEmpty()
                ? messages.get("key.none")
                : keys.stream().map(key -> key.text(messages)).collect(Collectors.joining(" / "));
    }

    private Button named(String name, Runnable what) {
        Button button = button(name, what);
        button.setText(messages.get("shortcuts." + name));
        return button;
    }

    private static Button button(String name, Runnable what) {
        Button button = new Button();
        button.setId("shortcuts-" + name);
        button.setOnAction(event -> what.run());
        return button;
    }
}
