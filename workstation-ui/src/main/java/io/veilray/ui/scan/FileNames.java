package io.veilray.ui.scan;

import java.util.regex.Pattern;

/** Names in the order a reader expects: IM2 before IM10. */
final class FileNames {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private FileNames() {}

    /** A text that sorts as the name should. */
    static String sortable(String name) {
        return NUMBER.matcher(name)
                .replaceAll(match -> "0".repeat(Math.max(0, 20 - match.group().length())) + match.group());
    }
}
