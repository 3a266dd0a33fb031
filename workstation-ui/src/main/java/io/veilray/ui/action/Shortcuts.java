package io.veilray.ui.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/** Which keys do what now: the table's shortcuts, and what the user chose instead. No key ever does two things. */
public final class Shortcuts {
    private final Map<String, List<Shortcut>> chosen = new LinkedHashMap<>();
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();

    /**
     * @param overrides what {@link #overrides} gave; what does not fit the table any more, or clashes, is left out
     */
    public Shortcuts(Map<String, List<String>> overrides) {
        Actions.all().stream()
                .filter(action -> overrides.containsKey(action.id()))
                .forEach(action -> chosen.put(action.id(), free(overrides.get(action.id()))));
        Actions.all().stream()
                .filter(action -> !chosen.containsKey(action.id()))
                .filter(action -> action.shortcuts().stream()
                        .anyMatch(key -> chosenOwner(key).isPresent()))
                .toList()
                .forEach(this::keepWhatIsLeft);
    }

    public static Shortcuts defaults() {
        return new Shortcuts(Map.of());
    }

    public List<Shortcut> of(String id) {
        return chosen.getOrDefault(id, Actions.of(id).shortcuts());
    }

    public Optional<Action> action(Shortcut shortcut) {
        return Actions.all().stream()
                .filter(action -> of(action.id()).contains(shortcut))
                .findFirst();
    }

    /** The other action that has this key. */
    public Optional<Action> conflict(String id, Shortcut shortcut) {
        return action(shortcut).filter(action -> !action.id().equals(id));
    }

    /**
     * Gives an action these keys and no others.
     *
     * @throws IllegalArgumentException if another action has one of them
     */
    public void set(String id, List<Shortcut> shortcuts) {
        for (Shortcut shortcut : shortcuts) {
            conflict(id, shortcut).ifPresent(other -> {
                throw new IllegalArgumentException(
                        "shortcut " + shortcut + " for " + id + ": " + other.id() + " has it");
            });
        }
        put(id, shortcuts);
        changed();
    }

    /** Gives an action a key beside those it has, and takes it from whoever has it. */
    public void take(String id, Shortcut shortcut) {
        conflict(id, shortcut).ifPresent(other -> put(other.id(), without(of(other.id()), shortcut)));
        set(
                id,
                Stream.concat(without(of(id), shortcut).stream(), Stream.of(shortcut))
                        .toList());
    }

    /** Gives an action its own keys again, except those that another one has now, which it returns. */
    public List<Shortcut> reset(String id) {
        List<Shortcut> wanted = Actions.of(id).shortcuts();
        List<Shortcut> taken =
                wanted.stream().filter(key -> conflict(id, key).isPresent()).toList();
        put(id, wanted.stream().filter(key -> !taken.contains(key)).toList());
        changed();
        return taken;
    }

    public void resetAll() {
        chosen.clear();
        changed();
    }

    /** What differs from the table, as plain text for a file. */
    public Map<String, List<String>> overrides() {
        Map<String, List<String>> texts = new TreeMap<>();
        chosen.forEach((id, keys) ->
                texts.put(id, keys.stream().map(Shortcut::toString).toList()));
        return texts;
    }

    /** Counts the changes: listen to it to follow them. */
    public ReadOnlyIntegerProperty revision() {
        return revision.getReadOnlyProperty();
    }

    private void put(String id, List<Shortcut> shortcuts) {
        if (shortcuts.equals(Actions.of(id).shortcuts())) {
            chosen.remove(id);
        } else {
            chosen.put(id, List.copyOf(shortcuts));
        }
    }

    private void changed() {
        revision.set(revision.get() + 1);
    }

    private void keepWhatIsLeft(Action action) {
        chosen.put(
                action.id(),
                action.shortcuts().stream()
                        .filter(key -> chosenOwner(key).isEmpty())
                        .toList());
    }

    private Optional<String> chosenOwner(Shortcut shortcut) {
        return chosen.entrySet().stream()
                .filter(entry -> entry.getValue().contains(shortcut))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private List<Shortcut> free(List<String> texts) {
        List<Shortcut> free = new ArrayList<>();
        for (String text : texts) {
            parsed(text).filter(key -> chosenOwner(key).isEmpty()).ifPresent(free::add);
        }
        return List.copyOf(free);
    }

    private static Optional<Shortcut> parsed(String text) {
        try {
            return Optional.of(Shortcut.parse(text));
        } catch (IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static List<Shortcut> without(List<Shortcut> keys, Shortcut key) {
        return keys.stream().filter(other -> !other.equals(key)).toList();
    }
}
