package io.veilray.ui.action;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;

/** The one place that turns keys of a scene into actions. */
final class KeyDispatch {
    /** A press shorter than this is a press, a longer one a hold. */
    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** A key pressed again within this time, and never released, is the keyboard repeating itself. */
    private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ActionBoard board;
    private final Scene scene;
    private final TypedGuard typed;
    private KeyCode down = KeyCode.UNDEFINED;
    private long firstDownNanos;
    private long lastDownNanos;
    private Optional<BoundAction> held = Optional.empty();

    KeyDispatch(ActionBoard board, Scene scene) {
        this.board = board;
        this.scene = scene;
        this.typed = new TypedGuard(scene);
    }

    void install() {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, this::released);
        scene.windowProperty().flatMap(Window::focusedProperty).addListener((value, before, now) -> {
            if (!Boolean.TRUE.equals(now)) {
                letGo();
                down = KeyCode.UNDEFINED; // its release goes to another window
            }
        });
    }

    private void pressed(KeyEvent event) {
        Optional<Shortcut> shortcut = Shortcut.of(event);
        Optional<BoundAction> action = shortcut.flatMap(board.shortcuts()::action)
                .map(known -> board.bound(known.id()))
                .filter(BoundAction::isBound);
        if (action.isEmpty() || menuIsOpen() || KeyOwner.keeps(scene.getFocusOwner(), shortcut.get())) {
            return;
        }
        event.consume();
        typed.raise();
        if (!isRepeat(event.getCode()) || action.get().action().repeating()) {
            begin(action.get());
        }
    }

    private boolean isRepeat(KeyCode code) {
        long now = System.nanoTime();
        boolean repeat = code == down && now - lastDownNanos < REPEAT_NANOS;
        down = code;
        lastDownNanos = now;
        if (!repeat) {
            firstDownNanos = now;
        }
        return repeat;
    }

    private void begin(BoundAction action) {
        if (action.hold().isPresent() && action.enabled().get()) {
            letGo(); // of another key that was held
            held = Optional.of(action);
            action.hold().get().pressed().run();
        } else {
            board.run(action.action().id());
        }
    }

    private void released(KeyEvent event) {
        if (event.getCode() != down) {
            return;
        }
        Optional<BoundAction> ended = held;
        letGo();
        down = KeyCode.UNDEFINED;
        if (System.nanoTime() - firstDownNanos < HOLD_NANOS) {
            ended.ifPresent(action -> board.run(action.action().id()));
        }
    }

    private void letGo() {
        Optional<BoundAction> ended = held;
        held = Optional.empty();
        ended.flatMap(BoundAction::hold).ifPresent(hold -> hold.released().run());
    }

    private static boolean menuIsOpen() {
        return Window.getWindows().stream().anyMatch(window -> window instanceof ContextMenu && window.isShowing());
    }
}
