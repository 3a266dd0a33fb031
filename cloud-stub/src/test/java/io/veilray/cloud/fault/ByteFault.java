package io.veilray.cloud.fault;

/** What can happen to bytes on their way. TLS must turn each into a clean failure, or into nothing at all. */
enum ByteFault {
    /** The connection is reset. */
    CUT,
    /** Half of what is on its way arrives, then the connection ends. */
    BROKEN_OFF,
    /** From now on nothing moves, in both directions, though the connection stays. */
    STALLED,
    /** One bit arrives inverted. */
    FLIPPED,
    /** A byte never arrives, what follows does; if nothing does, its receiver waits. */
    LOST_BYTES,
    /** What is on its way arrives twice. */
    DOUBLED,
    /** Its second half arrives before its first. */
    REORDERED,
    /** It arrives late: no harm. */
    LATE;

    /** Whether the call ends by somebody's patience alone. */
    boolean waits() {
        return this == STALLED || this == LOST_BYTES;
    }
}
