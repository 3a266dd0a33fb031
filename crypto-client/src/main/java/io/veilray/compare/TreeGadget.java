package io.veilray.compare;

/** A gadget that is a tree of carries and what comes after: {@link RunShape} says what it takes and sends. */
sealed interface TreeGadget extends Gadget permits ReluShape, CarryShape {
    RunShape run();

    /** Random transfers needed with the client as receiver. */
    @Override
    default long clientReceives() {
        return run().clientReceives();
    }

    /** Random transfers needed with the server as receiver. */
    @Override
    default long serverReceives() {
        return run().serverReceives();
    }

    /** What one costs, apart from filling blocks up to words. */
    @Override
    default ComparisonCost cost() {
        return run().cost();
    }

    @Override
    default int clientCorrectionBytes() {
        return run().clientCorrectionBytes();
    }

    /** Zero for some numbers of bits: that message is empty then. */
    @Override
    default int serverCorrectionBytes() {
        return run().serverCorrectionBytes();
    }

    /** Online messages, alternating, the server's first; an even number. */
    @Override
    default int flights() {
        return run().flights();
    }

    /**
     * Bytes of an online message.
     *
     * @param flight from 0, which is the server's
     */
    @Override
    default int flightBytes(int flight) {
        return run().flightBytes(flight);
    }

    /** Bytes that the client's side writes. */
    @Override
    default long clientStoredBytes() {
        return run().clientStoredBytes();
    }

    /** Bytes that the server's side holds between offline and online phase. */
    @Override
    default long serverStoredBytes() {
        return run().serverStoredBytes();
    }
}
