package io.veilray.cloud.fault;

/** What a broken or lying peer can do to one message, beneath TLS. */
enum MessageFault {
    DROPPED,
    DOUBLED,
    /** It comes after the next one of its direction, if there is one; else never. */
    SWAPPED,
    TRUNCATED,
    /** One bit: in a ring element this is a lie that nobody can see. */
    FLIPPED,
    /** In its place the stream ends as if all were well. */
    ENDED;

    boolean waits() {
        return this == DROPPED || this == SWAPPED;
    }
}
