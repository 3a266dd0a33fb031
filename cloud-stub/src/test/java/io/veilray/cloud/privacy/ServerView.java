package io.veilray.cloud.privacy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** All that a server receives in the life of one ticket, in order. */
final class ServerView {
    /** Numbers of so many bits each; uniform in them if the mode promises that. */
    record Part(String name, int bits, long[] values) {}

    private final List<Part> parts = new ArrayList<>();

    ServerView add(String name, int bits, long[] values) {
        parts.add(new Part(name, bits, values));
        return this;
    }

    List<Part> parts() {
        return parts;
    }

    Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The same with another content of one part. */
    ServerView with(String name, long[] values) {
        ServerView out = new ServerView();
        for (Part part : parts) {
            out.add(part.name(), part.bits(), part.name().equals(name) ? values : part.values());
        }
        return out;
    }

    /** Every bit of these parts; one more is set, so that the length tells their number. */
    BitSet bits(List<String> names) {
        BitSet out = new BitSet();
        int at = 0;
        for (String name : names) {
            Part part = part(name);
            for (long value : part.values()) {
                for (long rest = value; rest != 0; rest &= rest - 1) {
                    out.set(at + Long.numberOfTrailingZeros(rest));
                }
                at += part.bits();
            }
        }
        out.set(at);
        return out;
    }
}
