package io.veilray.ui.action;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds actions by words of their name, hint, menu or shortcut, in any order. */
final class CommandSearch {
    private CommandSearch() {}

    /** Those whose name begins so come first, then those that have it in the name, then the rest. */
    static List<BoundAction> find(ActionBoard board, String query) {
        String wanted = query.strip().toLowerCase(board.messages().locale());
        List<String> words = Stream.of(wanted.split("\\s+")).toList();
        return board.all().stream()
                .filter(action -> words.stream().allMatch(everything(board, action)::contains))
                .sorted(Comparator.comparingInt(action -> rank(name(board, action), wanted)))
                .toList();
    }

    private static int rank(String name, String wanted) {
        if (name.startsWith(wanted)) {
            return 0;
        }
        return name.contains(wanted) ? 1 : 2;
    }

    private static String name(ActionBoard board, BoundAction action) {
        return action.text().get().toLowerCase(board.messages().locale());
    }

    private static String everything(ActionBoard board, BoundAction action) {
        Locale locale = board.messages().locale();
        String category = board.messages().get(action.action().category().textKey());
        return String.join(
                        " ",
                        action.text().get(),
                        action.hint(),
                        category,
                        board.keys(action.action().id()))
                .toLowerCase(locale);
    }
}
