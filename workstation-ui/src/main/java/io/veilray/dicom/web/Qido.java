package io.veilray.dicom.web;

import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.Level;
import io.veilray.dicom.pacs.Query;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A query as a resource and its parameters, PS3.18 sections 10.6 and 8.3.4. */
final class Qido {
    private Qido() {}

    /** Asks for one match more than wanted, to know whether there are more. */
    static String path(Query query) {
        Stream<String> keys = query.keys().entrySet().stream()
                .filter(key -> !inPath(query.level()).contains(key.getKey()))
                .map(key -> name(key.getKey()) + "=" + escaped(key.getValue()));
        Stream<String> told = query.level().asked().stream().map(tag -> "includefield=" + name(tag));
        return resource(query) + "?"
                + Stream.of(keys, told, Stream.of("limit=" + (query.limit() + 1)))
                        .flatMap(parameters -> parameters)
                        .collect(Collectors.joining("&"));
    }

    private static Set<Tag> inPath(Level level) {
        return switch (level) {
            case STUDY -> Set.of();
            case SERIES -> Set.of(Tags.STUDY_INSTANCE_UID);
            case IMAGE -> Set.of(Tags.STUDY_INSTANCE_UID, Tags.SERIES_INSTANCE_UID);
        };
    }

    private static String resource(Query query) {
        return switch (query.level()) {
            case STUDY -> "/studies";
            case SERIES -> "/studies/" + uid(query, Tags.STUDY_INSTANCE_UID) + "/series";
            case IMAGE ->
                "/studies/" + uid(query, Tags.STUDY_INSTANCE_UID) + "/series/" + uid(query, Tags.SERIES_INSTANCE_UID)
                        + "/instances";
        };
    }

    private static String uid(Query query, Tag tag) {
        return query.key(tag).orElseThrow(() -> new IllegalArgumentException("query without " + tag));
    }

    private static String name(Tag tag) {
        return String.format("%04X%04X", tag.group(), tag.element());
    }

    /** With no more escapes than RFC 3986 section 3.4 asks for. */
    private static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3F", "?")
                .replace("%7E", "~");
    }

    /** PS3.18 section 8.3.4.4: the archive's own limit was smaller than the number of matches. */
    static boolean isCutShort(Answer answer) {
        return answer.headers().allValues("Warning").stream().anyMatch(warning -> warning.startsWith("299"));
    }
}
