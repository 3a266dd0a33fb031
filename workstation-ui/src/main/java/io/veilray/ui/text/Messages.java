package io.veilray.ui.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of one language. A text is plain: an apostrophe is an apostrophe, and {@code {0}} stands for the first
 * argument. A number is written as the language writes it (1,000.5 or 1.000,5); give identifiers such as ports as text.
 */
public final class Messages {
    /** The languages that are complete; the first stands in for any other. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");

    private final Locale locale;
    private final Properties texts;

    private Messages(Locale locale, Properties texts) {
        this.locale = locale;
        this.texts = texts;
    }

    /** The texts of that language, or English where Veilray does not speak it. */
    public static Messages of(Locale wanted) {
        Locale language = LANGUAGES.stream()
                .filter(known -> known.getLanguage().equals(wanted.getLanguage()))
                .findFirst()
                .orElse(LANGUAGES.get(0));
        return new Messages(language, load(language));
    }

    /** The language of these texts. */
    public Locale locale() {
        return locale;
    }

    /**
     * That text with its placeholders filled.
     *
     * @throws IllegalArgumentException if there is no such key, or no argument for one of its placeholders
     */
    public String get(String key, Object... args) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException(
                    "no text for the key " + key + " in " + locale.getDisplayLanguage(Locale.ENGLISH));
        }
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(argument(key, match, args)));
    }

    public Set<String> keys() {
        return texts.stringPropertyNames();
    }

    private String argument(String key, MatchResult match, Object... args) {
        int index = Integer.parseInt(match.group(1));
        if (index >= args.length) {
            throw new IllegalArgumentException(
                    "text " + key + " wants an argument " + match.group() + ", got " + args.length);
        }
        return args[index] instanceof Number number
                ? NumberFormat.getInstance(locale).format(number)
                : String.valueOf(args[index]);
    }

    private static Properties load(Locale language) {
        String name = language.equals(Locale.ENGLISH) ? "messages.properties" : "messages_" + language + ".properties";
        try (InputStream in = Messages.class.getResourceAsStream(name);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
