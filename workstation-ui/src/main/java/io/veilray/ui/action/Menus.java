package io.veilray.ui.action;

import io.veilray.ui.theme.Icons;
import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;

/** The menu bar: a menu for each category. */
final class Menus {
    private static final double ICON_PX = 16;

    private final ActionBoard board;

    Menus(ActionBoard board) {
        this.board = board;
    }

    MenuBar bar() {
        MenuBar bar = new MenuBar();
        for (Category category : Category.values()) {
            List<MenuItem> items = board.all().stream()
                    .filter(action -> action.action().category() == category)
                    .map(this::item)
                    .toList();
            if (!items.isEmpty()) {
                Menu menu = new Menu(board.messages().get(category.textKey()));
                menu.getItems().addAll(items);
                bar.getMenus().add(menu);
            }
        }
        return bar;
    }

    private MenuItem item(BoundAction action) {
        String id = action.action().id();
        MenuItem item = action.isSwitch() ? checked(action) : new MenuItem();
        item.setId(action.action().nodeId("menu-"));
        item.setMnemonicParsing(false);
        item.setGraphic(Icons.of(action.action().icon(), ICON_PX));
        item.textProperty().bind(action.text());
        item.disableProperty().bind(action.enabled().not());
        item.addEventHandler(ActionEvent.ACTION, event -> board.run(id));
        showKeys(item, id);
        board.shortcuts().revision().addListener(now -> showKeys(item, id));
        return item;
    }

    private CheckMenuItem checked(BoundAction action) {
        CheckMenuItem item = new CheckMenuItem();
        item.setSelected(action.selected().get());
        action.selected().addListener((value, before, now) -> item.setSelected(now));
        item.addEventHandler(
                ActionEvent.ACTION, event -> item.setSelected(action.selected().get()));
        return item;
    }

    private void showKeys(MenuItem item, String id) {
        String keys = board.keys(id);
        item.setAccelerator(keys.isEmpty() ? null : new ShownKeys(keys));
    }
}
