package io.veilray.ui.action;

/** The command finder as a node without its window. */
public final class FinderForTests {
    private FinderForTests() {}

    public static CommandFinder of(ActionBoard board) {
        return new CommandFinder(board, () -> {});
    }
}
