package io.veilray.soak;

/** One thing that a client does to the server, over and over; counts by itself what comes of it. */
@FunctionalInterface
interface Visitor {
    void visit() throws Exception;
}
