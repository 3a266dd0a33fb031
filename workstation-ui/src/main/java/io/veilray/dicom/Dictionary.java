package io.veilray.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The data dictionary, PS3.6: what the standard says of a tag. Private tags are not in it. */
public final class Dictionary {
    private record Entry(Vr vr, String keyword) {}

    private static final Entry UNKNOWN = new Entry(Vr.UN, "");
    private static final Entry GROUP_LENGTH = new Entry(Vr.UL, "GroupLength");
    private static final Entry PRIVATE_CREATOR = new Entry(Vr.LO, "PrivateCreator");
    private static final Pattern WORD_BEGINS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Map<Tag, Entry> ENTRIES = load(false);
    private static final Map<Tag, Entry> REPEATED = load(true);

    private Dictionary() {}

    /** The representation that an implicit file leaves to the dictionary; UN for a tag that is not in it. */
    public static Vr vr(Tag tag) {
        return entry(tag).vr;
    }

    /** Such as {@code PatientName}; empty for a tag that is not in it. */
    public static String keyword(Tag tag) {
        return entry(tag).keyword;
    }

    /** The keyword in words, such as {@code Patient Name}; empty for a tag that is not in it. */
    static String name(Tag tag) {
        return WORD_BEGINS.matcher(keyword(tag)).replaceAll(" ");
    }

    private static Entry entry(Tag tag) {
        if (tag.element() == 0) {
            return GROUP_LENGTH;
        }
        if (tag.isPrivate()) {
            return tag.element() >= 0x10 && tag.element() <= 0xFF ? PRIVATE_CREATOR : UNKNOWN;
        }
        Entry exact = ENTRIES.get(tag);
        return exact != null ? exact : REPEATED.getOrDefault(firstOf(tag), UNKNOWN);
    }

    /** The tag of the first of the groups that mean the same: 5000, 6000 or 7F00. */
    private static Tag firstOf(Tag tag) {
        return new Tag(tag.group() & 0xFF00, tag.element());
    }

    /** @param repeated whether to load the tags that stand for several groups, written {@code 60xx0010} */
    private static Map<Tag, Entry> load(boolean repeated) {
        Map<Tag, Entry> entries = new HashMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Dictionary.class.getResourceAsStream("dictionary.txt"), StandardCharsets.US_ASCII))) {
            in.lines()
                    .filter(line -> !line.startsWith("#") && line.startsWith("xx", 2) == repeated)
                    .map(line -> line.split(" "))
                    .forEach(parts -> entries.put(
                            Tag.of(Integer.parseUnsignedInt(parts[0].replace('x', '0'), 16)),
                            new Entry(Vr.valueOf(parts[1]), parts[2])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
