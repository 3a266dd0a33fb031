package io.veilray.dicom;

import java.util.HexFormat;

/** A data element tag, PS3.5 section 7.1. Written {@code (gggg,eeee)} in hexadecimal, with its name in the standard. */
public record Tag(int group, int element) implements Comparable<Tag> {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    public Tag {
        if (group < 0 || group > 0xFFFF || element < 0 || element > 0xFFFF) {
            throw new IllegalArgumentException(
                    "tag of group " + group + " and element " + element + ": each must be 0 to 65535");
        }
    }

    /** @param both group and element: {@code 0xGGGGEEEE} */
    public static Tag of(int both) {
        return new Tag(both >>> 16, both & 0xFFFF);
    }

    /** Whether it belongs to a maker rather than to the standard, PS3.5 section 7.8. */
    public boolean isPrivate() {
        return group % 2 == 1;
    }

    @Override
    public int compareTo(Tag other) {
        return Integer.compareUnsigned(group << 16 | element, other.group << 16 | other.element);
    }

    @Override
    public String toString() {
        String name = Dictionary.name(this);
        return "(" + HEX.toHexDigits((short) group) + "," + HEX.toHexDigits((short) element) + ")"
                + (name.isEmpty() ? "" : " " + name);
    }
}
