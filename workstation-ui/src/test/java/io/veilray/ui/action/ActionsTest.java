package io.veilray.ui.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ui.text.Messages;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A key with two meanings deletes what the user wanted to measure. */
class ActionsTest {
    @Test
    void ids_areUnique() {
        Set<String> ids = new HashSet<>();
        Actions.all().forEach(action -> assertTrue(ids.add(action.id()), action.id()));
    }

    @Test
    void noKey_hasTwoActions() {
        Map<Shortcut, String> owners = new HashMap<>();
        for (Action action : Actions.all()) {
            for (Shortcut key : action.shortcuts()) {
                String before = owners.put(key, action.id());
                assertEquals(null, before, key + " of " + action.id());
            }
        }
    }

    @Test
    void everyAction_isNamedAndExplainedInEveryLanguage() {
        for (Locale language : Messages.LANGUAGES) {
            Messages messages = Messages.of(language);
            Set<String> names = new HashSet<>();
            for (Action action : Actions.all()) {
                assertTrue(names.add(messages.get(action.textKey())), language + " has two of " + action.id());
                assertFalse(messages.get(action.hintKey()).isBlank());
                action.shortcuts().forEach(key -> assertFalse(key.text(messages).isBlank()));
            }
        }
    }

    /** The key map of UX.md, from the document and not from the table. */
    @Test
    void keyMap_isTheAgreedOne() {
        Map<String, String> agreed = Map.ofEntries(
                Map.entry("W", "tool.window"),
                Map.entry("T", "tool.pan"),
                Map.entry("Z", "tool.zoom"),
                Map.entry("S", "tool.scroll"),
                Map.entry("I", "view.invert"),
                Map.entry("H", "view.flipHorizontal"),
                Map.entry("V", "view.flipVertical"),
                Map.entry("R", "view.rotateRight"),
                Map.entry("L", "view.rotateLeft"),
                Map.entry("=", "view.fit"),
                Map.entry("+", "view.zoomIn"),
                Map.entry("-", "view.zoomOut"),
                Map.entry("Space", "view.reset"),
                Map.entry("Up", "slice.previous"),
                Map.entry("Shift+Down", "slice.tenOn"),
                Map.entry("Home", "slice.first"),
                Map.entry("Right", "series.next"),
                Map.entry("PageDown", "series.last"),
                Map.entry("C", "slice.cine"),
                Map.entry("0", "window.auto"),
                Map.entry("2", "window.dicom2"),
                Map.entry("8", "window.preset8"),
                Map.entry("D", "tool.distance"),
                Map.entry("A", "tool.angle"),
                Map.entry("Shift+R", "region.rectangle"),
                Map.entry("Shift+E", "region.ellipse"),
                Map.entry("Shift+F", "region.freehand"),
                Map.entry("Ctrl+Enter", "classify.start"),
                Map.entry("O", "overlay.toggle"),
                Map.entry("[", "overlay.opacityDown"),
                Map.entry("]", "overlay.opacityUp"),
                Map.entry("Esc", "edit.cancel"),
                Map.entry("Backspace", "edit.delete"),
                Map.entry("Ctrl+Shift+Z", "edit.redo"),
                Map.entry("Ctrl+Y", "edit.redo"),
                Map.entry("Ctrl+K", "help.find"),
                Map.entry("Ctrl+L", "help.find"),
                Map.entry("F1", "help.why"));
        Shortcuts shortcuts = Shortcuts.defaults();
        agreed.forEach((key, id) -> assertEquals(
                id, shortcuts.action(Shortcut.parse(key)).map(Action::id).orElse("nothing"), key));
    }

    @Test
    void everyCategory_hasActions() {
        List<Category> used =
                Actions.all().stream().map(Action::category).distinct().toList();
        assertEquals(Set.of(Category.values()), Set.copyOf(used));
    }
}
