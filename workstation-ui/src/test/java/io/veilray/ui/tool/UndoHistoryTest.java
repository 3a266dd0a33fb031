package io.veilray.ui.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoHistoryTest {
    private final List<String> words = new ArrayList<>();

    private void say(UndoHistory history, String word) {
        history.perform("Say " + word, () -> words.add(word), () -> words.remove(words.size() - 1));
    }

    @Test
    void undoAndRedo_runTheStepsAndNameThem() {
        UndoHistory history = new UndoHistory();
        say(history, "a");
        say(history, "b");
        assertEquals("Say b", history.undoNameProperty().get());
        assertEquals("", history.redoNameProperty().get());
        history.undo();
        assertEquals(List.of("a"), words);
        assertEquals("Say a", history.undoNameProperty().get());
        assertEquals("Say b", history.redoNameProperty().get());
        history.redo();
        assertEquals(List.of("a", "b"), words);
        assertEquals("", history.redoNameProperty().get());
    }

    @Test
    void newStep_clearsRedo() {
        UndoHistory history = new UndoHistory();
        say(history, "a");
        history.undo();
        say(history, "c");
        history.redo();
        assertEquals(List.of("c"), words);
        assertEquals("", history.redoNameProperty().get());
    }

    @Test
    void emptyHistory_undoAndRedoDoNothing() {
        UndoHistory history = new UndoHistory();
        history.undo();
        history.redo();
        assertEquals("", history.undoNameProperty().get());
    }

    @Test
    void beyondItsLength_theOldestStepIsForgotten() {
        UndoHistory history = new UndoHistory(2);
        say(history, "a");
        say(history, "b");
        say(history, "c");
        history.undo();
        history.undo();
        history.undo();
        assertEquals(List.of("a"), words);
    }

    @Test
    void changeThatFails_leavesNoStep() {
        UndoHistory history = new UndoHistory();
        assertThrows(
                IllegalStateException.class,
                () -> history.perform(
                        "Fail",
                        () -> {
                            throw new IllegalStateException("no");
                        },
                        () -> {}));
        assertEquals("", history.undoNameProperty().get());
        say(history, "a");
        assertEquals("Say a", history.undoNameProperty().get());
    }

    @Test
    void stepWithinAStep_isRefused() {
        UndoHistory history = new UndoHistory();
        assertThrows(
                IllegalStateException.class, () -> history.perform("Outer", () -> say(history, "inner"), () -> {}));
    }
}
