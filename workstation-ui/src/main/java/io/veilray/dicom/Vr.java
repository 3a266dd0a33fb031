package io.veilray.dicom;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Value representations, PS3.5 table 6.2-1. */
public enum Vr {
    AE(Form.CODE, 1, 16),
    AS(Form.CODE, 1, 4),
    AT(Form.BINARY, 2, 0),
    CS(Form.CODE, 1, 16),
    DA(Form.CODE, 1, 8),
    DS(Form.CODE, 1, 16),
    DT(Form.CODE, 1, 26),
    FD(Form.BINARY, 8, 0),
    FL(Form.BINARY, 4, 0),
    IS(Form.CODE, 1, 12),
    LO(Form.TEXT, 1, 64),
    LT(Form.TEXT, 1, 10_240),
    OB(Form.BINARY, 1, 0),
    OD(Form.BINARY, 8, 0),
    OF(Form.BINARY, 4, 0),
    OL(Form.BINARY, 4, 0),
    OV(Form.BINARY, 8, 0),
    OW(Form.BINARY, 2, 0),
    PN(Form.TEXT, 1, 3 * 64 + 2),
    SH(Form.TEXT, 1, 16),
    SL(Form.BINARY, 4, 0),
    SQ(Form.ITEMS, 1, 0),
    SS(Form.BINARY, 2, 0),
    ST(Form.TEXT, 1, 1024),
    SV(Form.BINARY, 8, 0),
    TM(Form.CODE, 1, 14),
    UC(Form.TEXT, 1, Integer.MAX_VALUE),
    UI(Form.CODE, 1, 64),
    UL(Form.BINARY, 4, 0),
    UN(Form.BINARY, 1, 0),
    UR(Form.CODE, 1, Integer.MAX_VALUE),
    US(Form.BINARY, 2, 0),
    UT(Form.TEXT, 1, Integer.MAX_VALUE),
    UV(Form.BINARY, 8, 0);

    private enum Form {
        /** Characters of the default repertoire. */
        CODE,
        /** Characters of the Specific Character Set. */
        TEXT,
        BINARY,
        ITEMS
    }

    /** By the letters of the name, the first times 256 and the second. */
    private static final Map<Integer, Vr> KNOWN = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(
                    vr -> vr.name().charAt(0) << 8 | vr.name().charAt(1), Function.identity()));

    private final Form form;
    private final int wordBytes;
    private final int mostCharacters;

    Vr(Form form, int wordBytes, int mostCharacters) {
        this.form = form;
        this.wordBytes = wordBytes;
        this.mostCharacters = mostCharacters;
    }

    /** Whether values are characters. */
    public boolean isText() {
        return form == Form.CODE || form == Form.TEXT;
    }

    /** Whether the characters are those of the Specific Character Set rather than of the default repertoire. */
    boolean hasCharacterSet() {
        return form == Form.TEXT;
    }

    /** Whether the value is one text in which a backslash is a character like others. */
    boolean isOneText() {
        return this == LT || this == ST || this == UT || this == UR;
    }

    /** Size of the pieces whose bytes are swapped between byte orders, 1 where none are. */
    public int wordBytes() {
        return wordBytes;
    }

    /** The byte that makes the length of a value even: a space, or zero in a UID and in what is no text. */
    byte padding() {
        return (byte) (isText() && this != UI ? ' ' : 0);
    }

    /** Most characters of one value of a text. */
    int mostCharacters() {
        return mostCharacters;
    }

    /** Whether an explicit header holds two reserved bytes and a 32-bit length instead of a 16-bit one (PS3.5 7.1.2). */
    boolean wideLength() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            default -> false;
        };
    }

    /**
     * Reads the two letters of an explicit header. Two capitals we do not know are a later edition's representation,
     * which PS3.5 section 6.2 promises to have a 32-bit length: they read as UN. Anything else is no representation.
     */
    static Optional<Vr> of(int first, int second) {
        return known(first, second)
                .or(() -> isCapital(first) && isCapital(second) ? Optional.of(UN) : Optional.empty());
    }

    static Optional<Vr> known(int first, int second) {
        return Optional.ofNullable(KNOWN.get(first << 8 | second));
    }

    private static boolean isCapital(int letter) {
        return letter >= 'A' && letter <= 'Z';
    }
}
