package io.veilray.dicom;

import java.util.Optional;

/** How a data set is encoded, told from its first element where its file does not say or says wrongly. */
final class StartOfData {
    private static final int HEADER_BYTES = 8;
    /** Data sets begin with a low group; what else begins like an element is no data set. */
    private static final int HIGHEST_FIRST_GROUP = 0x0028;

    private static final int LONGEST_FIRST_VALUE = 1 << 16;

    private StartOfData() {}

    /** Whether elements carry their representation: as told, unless the first element shows that it cannot be. */
    static boolean isExplicit(Cursor in, boolean told) {
        if (in.remaining() < HEADER_BYTES) {
            return told;
        }
        return told
                ? Vr.of(in.peek(4), in.peek(5)).isPresent() || !isImplicit(in)
                : Vr.known(in.peek(4), in.peek(5)).isPresent() && little32(in, 4) > in.remaining();
    }

    /** The encoding of a data set about which nothing is told; empty if it is no data set at all. */
    static Optional<TransferSyntax> guess(Cursor in) {
        if (in.remaining() < HEADER_BYTES) {
            return Optional.empty();
        }
        int little = in.peek(1) << 8 | in.peek(0);
        int big = in.peek(0) << 8 | in.peek(1);
        if (Vr.known(in.peek(4), in.peek(5)).isPresent()) {
            return isFirst(little)
                    ? Optional.of(TransferSyntax.EXPLICIT_LITTLE)
                    : isFirst(big) ? Optional.of(TransferSyntax.EXPLICIT_BIG) : Optional.empty();
        }
        return isImplicit(in) ? Optional.of(TransferSyntax.IMPLICIT_LITTLE) : Optional.empty();
    }

    private static boolean isImplicit(Cursor in) {
        Tag tag = new Tag(in.peek(1) << 8 | in.peek(0), in.peek(3) << 8 | in.peek(2));
        return isFirst(tag.group()) && !Dictionary.keyword(tag).isEmpty() && little32(in, 4) <= LONGEST_FIRST_VALUE;
    }

    private static boolean isFirst(int group) {
        return group > 0 && group % 2 == 0 && group <= HIGHEST_FIRST_GROUP;
    }

    private static long little32(Cursor in, int ahead) {
        return in.peek(ahead) | in.peek(ahead + 1) << 8 | in.peek(ahead + 2) << 16 | (long) in.peek(ahead + 3) << 24;
    }
}
