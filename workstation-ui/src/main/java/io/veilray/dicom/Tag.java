package io.veilray.dicom;

/** A data element tag, PS3.5 section 7.1. Written {@code (gggg,eeee)} in hexadecimal, with its name where we know it. */
public record Tag(int group, int element) implements Comparable<Tag> {
    @Override
    public int compareTo(Tag other) {
        return Integer.compareUnsigned(group << 16 | element, other.group << 16 | other.element);
    }

    @Override
    public String toString() {
        String name = Tags.name(this);
        return String.format("(%04X,%04X)", group, element) + (name.isEmpty() ? "" : " " + name);
    }
}
