package io.veilray.imagej.options;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of a macro call: {@code key=value}, {@code key=[a value with spaces]} and flags. */
final class OptionText {
    private static final Pattern OPTION = Pattern.compile("\\s*([^\\s=]+)(?:=(?:\\[([^\\]]*)\\]|'([^']*)'|(\\S*)))?");

    private final Map<String, Optional<String>> given;

    private OptionText(Map<String, Optional<String>> given) {
        this.given = given;
    }

    /** @throws IllegalArgumentException for a key that the command does not have, naming those it has */
    static OptionText parse(String text, List<String> allowed) {
        Map<String, Optional<String>> given = new LinkedHashMap<>();
        Matcher option = OPTION.matcher(text.strip());
        while (option.lookingAt()) {
            String key = option.group(1);
            if (!allowed.contains(key)) {
                throw new IllegalArgumentException(
                        "option \"" + key + "\" is unknown: use " + String.join(", ", allowed));
            }
            given.put(
                    key,
                    Arrays.asList(option.group(2), option.group(3), option.group(4)).stream()
                            .filter(value -> value != null)
                            .findFirst());
            option.region(option.end(), option.regionEnd());
        }
        return new OptionText(given);
    }

    boolean has(String key) {
        return given.containsKey(key);
    }

    /** Whether a flag is given; {@code flag=true} and {@code flag=false} count too. */
    boolean flag(String key) {
        return given.containsKey(key) && !given.get(key).orElse("true").equals("false");
    }

    Optional<String> value(String key) {
        return given.getOrDefault(key, Optional.empty()).filter(value -> !value.isEmpty());
    }

    /** @throws IllegalArgumentException if it is no whole number in the range */
    int number(String key, int otherwise, int least, int most) {
        String text = value(key).orElse(String.valueOf(otherwise));
        if (text.matches("-?[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(key + "=" + text + ": must be a whole number from " + least + " to " + most);
    }
}
