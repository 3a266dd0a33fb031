package io.veilray.ui.action;

import io.veilray.ui.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** docs/shortcuts.md from the table of actions. */
final class ShortcutsPage {
    static final Path FILE = Path.of("../docs/shortcuts.md");

    private final Messages messages = Messages.of(Locale.ENGLISH);

    private ShortcutsPage() {}

    static String text() {
        return new ShortcutsPage().write();
    }

    static void rewrite() throws IOException {
        Files.writeString(FILE, text());
    }

    private String write() {
        StringBuilder page = new StringBuilder("# Keyboard shortcuts\n\n");
        page.append(
                "Written from the table of actions by `ShortcutsPageTest`; do not edit. On a Mac, Ctrl is Cmd. Every\n");
        page.append("shortcut can be changed under Settings, Shortcuts; Ctrl+K finds a command by its words.\n");
        for (Category category : Category.values()) {
            page.append("\n## ").append(messages.get(category.textKey())).append("\n\n");
            page.append("| Command | Keys | What it does |\n|---|---|---|\n");
            Actions.all().stream()
                    .filter(action -> action.category() == category)
                    .forEach(action -> page.append(row(action)));
        }
        return page.toString();
    }

    private String row(Action action) {
        return "| " + messages.get(action.textKey()) + " | " + keys(action.shortcuts()) + " | "
                + messages.get(action.hintKey()) + " |\n";
    }

    private String keys(List<Shortcut> keys) {
        return keys.stream().map(key -> "`" + key.text(messages) + "`").collect(Collectors.joining(", "));
    }
}
