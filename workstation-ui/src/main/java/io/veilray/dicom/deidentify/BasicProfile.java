package io.veilray.dicom.deidentify;

import io.veilray.dicom.DicomElement;
import io.veilray.dicom.Dictionary;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Vr;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * PS3.15 table E.1-1, column "Basic Profile". Stricter than it where a value cannot be judged: attributes that our
 * dictionary does not know, names that the table does not list and unreadable values go, and so do overlays and curves
 * as a whole.
 */
final class BasicProfile {
    private static final int LAST_GROUP_OF_MESSAGES_AND_FILES = 0x0004;
    private static final int CURVES = 0x5000;
    private static final int OVERLAYS = 0x6000;
    private static final Map<Tag, Action> TABLE = load();

    private BasicProfile() {}

    static Action action(DicomElement element) {
        Tag tag = element.tag();
        if (tag.isPrivate() || tag.element() == 0 || tag.group() <= LAST_GROUP_OF_MESSAGES_AND_FILES) {
            return Action.REMOVE;
        }
        if (isIn(CURVES, tag) || isIn(OVERLAYS, tag)) {
            return Action.REMOVE;
        }
        Action listed = TABLE.get(tag);
        return listed != null ? listed : unlisted(element);
    }

    /** Whether it is of one of the groups that repeat, PS3.5 section 7.6. */
    private static boolean isIn(int firstGroup, Tag tag) {
        return (tag.group() & 0xFF00) == firstGroup;
    }

    private static Action unlisted(DicomElement element) {
        boolean unknown = Dictionary.keyword(element.tag()).isEmpty();
        boolean unreadable = element.vr() == Vr.UN;
        return unknown || unreadable || element.vr() == Vr.PN ? Action.REMOVE : Action.KEEP;
    }

    /** The rows of single attributes; those of repeating groups, written with x, are rules of their own above. */
    private static Map<Tag, Action> load() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                BasicProfile.class.getResourceAsStream("basic-profile.txt"), StandardCharsets.US_ASCII))) {
            return in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .filter(Predicate.not(row -> row[0].contains("x")))
                    .collect(Collectors.toUnmodifiableMap(
                            row -> Tag.of(Integer.parseUnsignedInt(row[0], 16)), row -> Action.of(row[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
