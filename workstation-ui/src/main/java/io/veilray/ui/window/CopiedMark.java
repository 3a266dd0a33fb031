package io.veilray.ui.window;

import io.veilray.ui.tool.Figure;
import java.util.Optional;

/** A region or measurement that was copied, to be drawn on other slices and in other series. */
final class CopiedMark {
    private final Workstation window;
    private Optional<Figure> figure = Optional.empty();

    CopiedMark(Workstation window) {
        this.window = window;
    }

    void copy() {
        window.drawing()
                .selectedHere()
                .ifPresentOrElse(
                        mark -> {
                            figure = Optional.of(mark.figure());
                            say("window.copied", mark.name());
                        },
                        () -> say("window.why.mark"));
    }

    /** At the same place of the shown slice, under a name of its own. */
    void paste() {
        if (figure.isEmpty()) {
            say("window.why.copied");
        } else if (!window.drawing().fits(figure.get())) {
            say("window.why.outside");
        } else {
            window.current()
                    .orElseThrow()
                    .drawing()
                    .add(figure.get(), window.viewport().sliceIndexProperty().get());
        }
    }

    private void say(String key, Object... arguments) {
        window.status().say(window.messages().get(key, arguments));
    }
}
