package io.veilray.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A text that nobody shows is a text that nobody corrects. */
class MessagesUsedTest {
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Every key stands in the code, whole or with what is put together behind a dot. */
    @Test
    void everyText_isUsed() throws IOException {
        Set<String> literals = literals();
        assertTrue(literals.size() > 500, literals.size() + " literals were read");
        List<String> unused = Messages.of(Locale.ENGLISH).keys().stream()
                .filter(key -> !isUsed(key, literals))
                .sorted()
                .toList();
        assertEquals(List.of(), unused);
    }

    private static boolean isUsed(String key, Set<String> literals) {
        if (literals.contains(key)) {
            return true;
        }
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            if (literals.contains(key.substring(0, dot + 1))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> literals() throws IOException {
        Set<String> out = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher literal = LITERAL.matcher(Files.readString(file));
                while (literal.find()) {
                    out.add(literal.group(1));
                }
            }
        }
        return out;
    }
}
