package io.veilray.ui.action;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The page of shortcuts says what the program does. */
class ShortcutsPageTest {
    private static final String REWRITE =
            "docs/shortcuts.md is not what the table of actions says; rewrite it with: mvn -q test -pl workstation-ui -am"
                    + " -Dtest=ShortcutsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dtest.options=\"-Dveilray.rewriteShortcuts=true\"";

    @Test
    void page_isWhatTheTableSays() throws IOException {
        if (Boolean.getBoolean("veilray.rewriteShortcuts")) {
            ShortcutsPage.rewrite();
        }
        String page = Files.exists(ShortcutsPage.FILE) ? Files.readString(ShortcutsPage.FILE) : "";
        assertEquals(ShortcutsPage.text(), page, REWRITE);
    }
}
