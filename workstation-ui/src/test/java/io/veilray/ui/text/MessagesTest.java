package io.veilray.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A text missing in one language is an exception in front of a user who reads that language. */
class MessagesTest {
    private static final Path FOLDER = Path.of("src/main/resources/io/veilray/ui/text");

    private final Properties english = raw("messages.properties");
    private final Properties german = raw("messages_de.properties");

    @Test
    void languages_haveTheSameKeys() {
        assertEquals(new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(german.stringPropertyNames()));
    }

    @Test
    void languages_haveTheSamePlaceholders() {
        for (String key : english.stringPropertyNames()) {
            assertEquals(placeholders(english.getProperty(key)), placeholders(german.getProperty(key)), key);
        }
    }

    @Test
    void noText_isBlank() {
        for (Properties texts : List.of(english, german)) {
            texts.forEach((key, text) -> assertFalse(text.toString().isBlank(), key.toString()));
        }
    }

    @Test
    void noKey_standsTwice() throws IOException {
        for (String file : List.of("messages.properties", "messages_de.properties")) {
            Map<String, Long> counts = Files.readAllLines(FOLDER.resolve(file)).stream()
                    .filter(line -> line.contains("=") && !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf('=')).strip())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            Map<String, Long> twice = new HashMap<>(counts);
            twice.values().removeIf(count -> count == 1);
            assertTrue(twice.isEmpty(), file + " " + twice);
        }
    }

    @Test
    void umlauts_areReadAsUtf8() {
        assertTrue(Messages.of(Locale.GERMANY).get("app.researchUseOnly").contains("für"));
    }

    @Test
    void otherLanguage_fallsBackToEnglish() {
        assertEquals(Locale.ENGLISH, Messages.of(Locale.JAPANESE).locale());
    }

    @Test
    void number_isWrittenAsTheLanguageDoes() {
        assertEquals("1,000 %", Messages.of(Locale.ENGLISH).get("settings.percent", 1000));
        assertEquals("1.000 %", Messages.of(Locale.GERMAN).get("settings.percent", 1000));
        assertEquals("$1 %", Messages.of(Locale.GERMAN).get("settings.percent", "$1"));
    }

    @Test
    void missingArgument_isNamed() {
        Messages messages = Messages.of(Locale.ENGLISH);
        assertThrows(IllegalArgumentException.class, () -> messages.get("settings.percent"));
    }

    @Test
    void missingKey_isNamed() {
        Messages messages = Messages.of(Locale.ENGLISH);
        String said = assertThrows(IllegalArgumentException.class, () -> messages.get("no.such.key"))
                .getMessage();
        assertTrue(said.contains("no.such.key"), said);
    }

    private static Set<String> placeholders(String text) {
        return Pattern.compile("\\{[^}]*}?")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties raw(String file) {
        Properties texts = new Properties();
        try (var reader = Files.newBufferedReader(FOLDER.resolve(file))) {
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
