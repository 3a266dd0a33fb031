package io.veilray.dicom.pacs;

import io.veilray.dicom.Dictionary;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A question to an archive. Values match as PS3.4 section C.2.2.2 says: {@code *} and {@code ?} stand for any text and any
 * letter, {@code 20260101-20260131} is a range of dates. A series query names its study, an image query its series too.
 * Immutable.
 */
public final class Query {
    /** How many matches are taken if nothing else is said. */
    public static final int DEFAULT_LIMIT = 500;

    /** No archive's answer is taken beyond this many matches. */
    public static final int MAX_LIMIT = 10_000;

    private static final int MAX_VALUE_CHARS = 1024;

    private final Level level;
    private final Map<Tag, String> keys;
    private final int limit;

    private Query(Level level, Map<Tag, String> keys, int limit) {
        this.level = level;
        this.keys = new TreeMap<>(keys);
        this.limit = limit;
    }

    public static Query studies() {
        return new Query(Level.STUDY, Map.of(), DEFAULT_LIMIT);
    }

    public static Query seriesOf(String studyUid) {
        return new Query(Level.SERIES, Map.of(Tags.STUDY_INSTANCE_UID, Selection.uid(studyUid)), DEFAULT_LIMIT);
    }

    public static Query imagesOf(String studyUid, String seriesUid) {
        return new Query(
                Level.IMAGE,
                Map.of(
                        Tags.STUDY_INSTANCE_UID, Selection.uid(studyUid),
                        Tags.SERIES_INSTANCE_UID, Selection.uid(seriesUid)),
                DEFAULT_LIMIT);
    }

    /** With one more matching key; an empty value matches everything and changes nothing. */
    public Query with(Tag key, String value) {
        if (value.length() > MAX_VALUE_CHARS || value.chars().anyMatch(c -> c < ' ' && c != 0x1B)) {
            throw new IllegalArgumentException(
                    key + " to match: at most " + MAX_VALUE_CHARS + " characters and no control characters");
        }
        if (!Dictionary.vr(key).isText()) {
            throw new IllegalArgumentException(
                    key + " to match: only texts, codes, dates, times and UIDs can be matched");
        }
        if (value.isBlank()) {
            return this;
        }
        Map<Tag, String> more = new TreeMap<>(keys);
        more.put(key, value.strip());
        return new Query(level, more, limit);
    }

    /** With another limit, from 1 to {@link #MAX_LIMIT}. */
    public Query atMost(int matches) {
        if (matches < 1 || matches > MAX_LIMIT) {
            throw new IllegalArgumentException("limit " + matches + ": must be from 1 to " + MAX_LIMIT);
        }
        return new Query(level, keys, matches);
    }

    public Level level() {
        return level;
    }

    public int limit() {
        return limit;
    }

    /** What is to match, in the order of tags, the UIDs of study and series included. */
    public Map<Tag, String> keys() {
        return java.util.Collections.unmodifiableMap(keys);
    }

    public Optional<String> key(Tag tag) {
        return Optional.ofNullable(keys.get(tag));
    }

    /** Says which keys there are: their values may be the patient's. */
    @Override
    public String toString() {
        return level + " by " + keys.keySet();
    }
}
