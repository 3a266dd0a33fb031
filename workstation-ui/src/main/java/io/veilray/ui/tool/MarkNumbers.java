package io.veilray.ui.tool;

import io.veilray.ui.text.Messages;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Measures marks on threads of their own, each figure once. */
final class MarkNumbers {
    private final SliceSource source;
    private final Messages messages;
    private final MarkText text;
    private final Map<UUID, Measured> known = new HashMap<>();

    private record Measured(Figure figure, ReadOnlyStringWrapper text) {}

    MarkNumbers(SliceSource source, Messages messages) {
        this.source = source;
        this.messages = messages;
        this.text = new MarkText(messages);
    }

    /** The numbers of a mark, which come a little later. */
    ReadOnlyStringProperty of(Mark mark) {
        Measured measured = known.get(mark.id());
        if (measured == null || !measured.figure().equals(mark.figure())) {
            measured = new Measured(mark.figure(), new ReadOnlyStringWrapper(messages.get("tool.numbers.working")));
            known.put(mark.id(), measured);
            ReadOnlyStringWrapper shown = measured.text();
            Thread.ofVirtual().name("mark-numbers").start(() -> measure(mark, shown));
        }
        return measured.text().getReadOnlyProperty();
    }

    /** Forgets all numbers, as when another series is opened. */
    void clear() {
        known.clear();
    }

    private void measure(Mark mark, ReadOnlyStringWrapper shown) {
        String numbers;
        try {
            numbers = text.numbers(mark.figure(), source.read(mark.sliceIndex()));
        } catch (Exception e) {
            numbers = messages.get("tool.numbers.failed");
        }
        String result = numbers;
        Platform.runLater(() -> shown.set(result));
    }
}
