package io.veilray.dicom;

import java.util.Optional;

/** Value representations, PS3.5 table 6.2-1. */
public enum Vr {
    AE(false),
    AS(false),
    AT(false),
    CS(false),
    DA(false),
    DS(false),
    DT(false),
    FD(false),
    FL(false),
    IS(false),
    LO(false),
    LT(false),
    OB(true),
    OD(true),
    OF(true),
    OL(true),
    OV(true),
    OW(true),
    PN(false),
    SH(false),
    SL(false),
    SQ(true),
    SS(false),
    ST(false),
    SV(true),
    TM(false),
    UC(true),
    UI(false),
    UL(false),
    UN(true),
    UR(true),
    US(false),
    UT(true),
    UV(true);

    private final boolean wideLength;

    Vr(boolean wideLength) {
        this.wideLength = wideLength;
    }

    /** Whether an explicit header holds two reserved bytes and a 32-bit length instead of a 16-bit one (PS3.5 7.1.2). */
    boolean wideLength() {
        return wideLength;
    }

    /**
     * Reads the two letters of an explicit header. Two capitals we do not know are a later edition's representation,
     * which PS3.5 section 6.2 promises to have a 32-bit length: they read as UN. Anything else is no representation.
     */
    static Optional<Vr> of(int first, int second) {
        for (Vr vr : values()) {
            if (vr.name().charAt(0) == first && vr.name().charAt(1) == second) {
                return Optional.of(vr);
            }
        }
        return isCapital(first) && isCapital(second) ? Optional.of(UN) : Optional.empty();
    }

    private static boolean isCapital(int letter) {
        return letter >= 'A' && letter <= 'Z';
    }
}
