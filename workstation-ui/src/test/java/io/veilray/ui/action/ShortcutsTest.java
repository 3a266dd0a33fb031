package io.veilray.ui.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever a file or a user says, a key does one thing. */
class ShortcutsTest {
    private final Shortcuts shortcuts = Shortcuts.defaults();

    @Test
    void chosenKey_survivesARestart() {
        shortcuts.set("tool.window", List.of(Shortcut.parse("Q")));
        Shortcuts again = new Shortcuts(shortcuts.overrides());
        assertEquals("tool.window", owner(again, "Q"));
        assertEquals("nothing", owner(again, "W"));
    }

    @Test
    void keyOfAnother_isRefusedWithItsName() {
        String said = assertThrows(
                        IllegalArgumentException.class,
                        () -> shortcuts.set("tool.window", List.of(Shortcut.parse("Z"))))
                .getMessage();
        assertEquals("shortcut Z for tool.window: tool.zoom has it", said);
        assertEquals(
                "tool.zoom",
                shortcuts
                        .conflict("tool.window", Shortcut.parse("Z"))
                        .orElseThrow()
                        .id());
    }

    @Test
    void takenKey_leavesTheOther() {
        shortcuts.take("tool.window", Shortcut.parse("Z"));
        assertEquals("tool.window", owner(shortcuts, "Z"));
        assertEquals(List.of(), shortcuts.of("tool.zoom"));
        assertEquals(List.of(Shortcut.parse("Z")), shortcuts.reset("tool.zoom")); // stays with the window tool
        assertEquals("tool.window", owner(shortcuts, "Z"));
    }

    @Test
    void resetAll_leavesNoOverride() {
        shortcuts.take("tool.window", Shortcut.parse("Z"));
        shortcuts.resetAll();
        assertEquals(Map.of(), shortcuts.overrides());
        assertEquals("tool.zoom", owner(shortcuts, "Z"));
    }

    @Test
    void overrideEqualToTheTable_isNone() {
        shortcuts.set("tool.window", List.of(Shortcut.parse("Q")));
        shortcuts.set("tool.window", List.of(Shortcut.parse("W")));
        assertEquals(Map.of(), shortcuts.overrides());
    }

    @Test
    void fileEditedByHand_cannotGiveAKeyTwoMeanings() {
        Shortcuts odd = new Shortcuts(
                Map.of("tool.window", List.of("Z", "nonsense"), "tool.pan", List.of("Z"), "gone", List.of("Q")));
        assertEquals(
                1,
                Actions.all().stream()
                        .filter(action -> odd.of(action.id()).contains(Shortcut.parse("Z")))
                        .count());
    }

    @Test
    void swappedKeys_areBothKept() {
        Shortcuts swapped = new Shortcuts(Map.of("tool.window", List.of("Z"), "tool.zoom", List.of("W")));
        assertEquals("tool.window", owner(swapped, "Z"));
        assertEquals("tool.zoom", owner(swapped, "W"));
    }

    private static String owner(Shortcuts shortcuts, String key) {
        return shortcuts.action(Shortcut.parse(key)).map(Action::id).orElse("nothing");
    }
}
