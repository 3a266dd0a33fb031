package io.veilray.ui.tool;

import io.veilray.ui.text.Messages;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The marks of a series and which one is selected. Every change is one step of the undo history, and a change to what
 * already is adds none. FX thread only.
 */
public final class Drawing {
    private final UndoHistory history;
    private final Messages messages;
    private final ObservableList<Mark> marks = FXCollections.observableArrayList();
    private final ObservableList<Mark> readOnly = FXCollections.unmodifiableObservableList(marks);
    private final ReadOnlyObjectWrapper<Mark> selected = new ReadOnlyObjectWrapper<>();
    private final int[] named = new int[FigureKind.values().length];
    private int numbered;

    public Drawing(UndoHistory history, Messages messages) {
        this.history = history;
        this.messages = messages;
    }

    /** In the order they were drawn; not to be changed through this list. */
    public ObservableList<Mark> marks() {
        return readOnly;
    }

    /** The selected mark as it is now, or null. */
    public ReadOnlyObjectProperty<Mark> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    public Optional<Mark> selected() {
        return Optional.ofNullable(selected.get());
    }

    public Optional<Mark> find(UUID id) {
        return marks.stream().filter(mark -> mark.id().equals(id)).findFirst();
    }

    /** Selects the mark of that id, or none if it is gone. */
    public void select(UUID id) {
        selected.set(find(id).orElse(null));
    }

    public void clearSelection() {
        selected.set(null);
    }

    /** Adds a figure under the next free name and selects it. */
    public Mark add(Figure figure, int sliceIndex) {
        int family = family(figure.kind());
        int nameNumber = named[family] + 1;
        int number = numbered + 1;
        String name = messages.get(figure.kind().nameKey(), nameNumber);
        Mark mark = new Mark(UUID.randomUUID(), number, name, figure, sliceIndex);
        history.perform(
                step("draw", name),
                () -> {
                    insert(marks.size(), mark);
                    count(family, nameNumber, number);
                },
                () -> {
                    remove(mark.id());
                    count(family, nameNumber - 1, number - 1);
                });
        return mark;
    }

    public void move(UUID id, Figure to) {
        change("move", id, to);
    }

    public void resize(UUID id, Figure to) {
        change("resize", id, to);
    }

    /** Gives a mark another name; blank text leaves the name as it is. */
    public void rename(UUID id, String wanted) {
        String name = wanted.strip();
        find(id).filter(mark -> !name.isEmpty() && !name.equals(mark.name()))
                .ifPresent(before ->
                        replace(messages.get("tool.step.rename", before.name(), name), before, before.named(name)));
    }

    public void delete(UUID id) {
        find(id).ifPresent(mark -> {
            int place = marks.indexOf(mark);
            history.perform(step("delete", mark.name()), () -> remove(id), () -> insert(place, mark));
        });
    }

    private void change(String verb, UUID id, Figure to) {
        find(id).filter(mark -> !mark.figure().equals(to))
                .ifPresent(before -> replace(step(verb, before.name()), before, before.with(to)));
    }

    private void replace(String step, Mark before, Mark after) {
        history.perform(step, () -> put(after), () -> put(before));
    }

    private void put(Mark mark) {
        place(mark.id()).ifPresent(place -> marks.set(place, mark));
        selected.set(mark);
    }

    private void insert(int place, Mark mark) {
        marks.add(Math.min(place, marks.size()), mark);
        selected.set(mark);
    }

    private void remove(UUID id) {
        if (selected.get() != null && selected.get().id().equals(id)) {
            selected.set(null);
        }
        marks.removeIf(mark -> mark.id().equals(id));
    }

    private Optional<Integer> place(UUID id) {
        return IntStream.range(0, marks.size())
                .filter(i -> marks.get(i).id().equals(id))
                .boxed()
                .findFirst();
    }

    private void count(int family, int names, int numbers) {
        named[family] = names;
        numbered = numbers;
    }

    /** Kinds with the same name count together. */
    private static int family(FigureKind kind) {
        return IntStream.range(0, FigureKind.values().length)
                .filter(i -> Objects.equals(FigureKind.values()[i].nameKey(), kind.nameKey()))
                .findFirst()
                .orElseThrow();
    }

    private String step(String verb, String name) {
        return messages.get("tool.step." + verb, name);
    }
}
