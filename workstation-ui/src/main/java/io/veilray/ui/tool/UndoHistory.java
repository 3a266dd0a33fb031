package io.veilray.ui.tool;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * What can be undone and redone, by name. Any part that changes something the user would want back pushes a step here.
 * FX thread only.
 */
public final class UndoHistory {
    public static final int DEFAULT_LENGTH = 200;

    private final int length;
    private final Deque<Step> done = new ArrayDeque<>();
    private final Deque<Step> undone = new ArrayDeque<>();
    private final ReadOnlyStringWrapper undoName = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper redoName = new ReadOnlyStringWrapper("");
    private boolean running;

    private record Step(String name, Runnable change, Runnable revert) {}

    public UndoHistory() {
        this(DEFAULT_LENGTH);
    }

    /** @param length how many steps are kept; older ones are forgotten */
    public UndoHistory(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("undo history of " + length + " steps: must be at least 1");
        }
        this.length = length;
    }

    /**
     * Makes a change and remembers how to revert it. Call it only for a real change: a gesture that changed nothing
     * must leave no step.
     *
     * @param name what was done, in the user's language, such as "Draw Region 1"
     * @throws IllegalStateException if called from within a change or a revert
     */
    public void perform(String name, Runnable change, Runnable revert) {
        run(change);
        done.push(new Step(name, change, revert));
        undone.clear();
        if (done.size() > length) {
            done.removeLast();
        }
        publish();
    }

    /** Reverts the latest step, if there is one. */
    public void undo() {
        if (!done.isEmpty()) {
            run(done.peek().revert());
            undone.push(done.pop());
            publish();
        }
    }

    /** Makes the step again that was undone last, if there is one. */
    public void redo() {
        if (!undone.isEmpty()) {
            run(undone.peek().change());
            done.push(undone.pop());
            publish();
        }
    }

    /** Forgets all steps, as when another study is opened. */
    public void clear() {
        done.clear();
        undone.clear();
        publish();
    }

    /** The step that undo would revert, or empty text if there is none. */
    public ReadOnlyStringProperty undoNameProperty() {
        return undoName.getReadOnlyProperty();
    }

    /** The step that redo would make again, or empty text if there is none. */
    public ReadOnlyStringProperty redoNameProperty() {
        return redoName.getReadOnlyProperty();
    }

    private void run(Runnable step) {
        if (running) {
            throw new IllegalStateException("a step of the undo history must not start another one");
        }
        running = true;
        try {
            step.run();
        } finally {
            running = false;
        }
    }

    private void publish() {
        undoName.set(done.isEmpty() ? "" : done.peek().name());
        redoName.set(undone.isEmpty() ? "" : undone.peek().name());
    }
}
