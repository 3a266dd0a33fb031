package io.veilray.dicom.web;

import io.veilray.dicom.Dictionary;
import io.veilray.dicom.Tag;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.Query;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A query for archives that do not undo the percent escapes of a URL, such as Orthanc 1.10 with its plugin 1.7: every
 * letter that would be escaped becomes {@code ?}, any one letter, and what comes back too much is left out here.
 */
final class LooseQuery {
    private static final Pattern ESCAPED = Pattern.compile("[^-A-Za-z0-9._~*?]");

    private LooseQuery() {}

    /** Empty if nothing in the query would be escaped, or what would be knows no {@code ?}. */
    static Optional<Query> of(Query query) {
        Query loose = query;
        for (Map.Entry<Tag, String> key : query.keys().entrySet()) {
            if (ESCAPED.matcher(key.getValue()).find()) {
                if (!hasWildcards(key.getKey())) {
                    return Optional.empty();
                }
                loose = loose.with(key.getKey(), ESCAPED.matcher(key.getValue()).replaceAll("?"));
            }
        }
        return loose == query ? Optional.empty() : Optional.of(loose);
    }

    /** PS3.4 section C.2.2.2.4. */
    private static boolean hasWildcards(Tag tag) {
        return switch (Dictionary.vr(tag)) {
            case AE, CS, LO, LT, PN, SH, ST, UC, UR, UT -> true;
            default -> false;
        };
    }

    /** Whether a match is one of the query as it was meant; what the archive did not tell is believed. */
    static boolean isMeant(Query query, Match match) {
        return query.keys().entrySet().stream()
                .filter(key -> hasWildcards(key.getKey()))
                .allMatch(key -> match.attributes().texts(key.getKey()).isEmpty()
                        || match.attributes().texts(key.getKey()).stream()
                                .anyMatch(value -> matches(key.getValue(), value)));
    }

    private static boolean matches(String pattern, String value) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        String group = value.split("=", 2)[0];
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(group.strip())
                .matches();
    }
}
