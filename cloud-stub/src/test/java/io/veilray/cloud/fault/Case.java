package io.veilray.cloud.fault;

/**
 * One fault at one message of one model's classification.
 *
 * @param fault a {@link ByteFault}, a {@link MessageFault}, or {@link #CANCEL}
 */
record Case(String model, Moment moment, Object fault) {
    /** The client's own user interrupts. */
    static final Object CANCEL = new Object() {
        @Override
        public String toString() {
            return "CANCELLED";
        }
    };

    boolean ofMessages() {
        return fault instanceof MessageFault;
    }

    /** Whether the run ends by a deadline. */
    boolean waits() {
        return fault instanceof ByteFault bytes && bytes.waits()
                || fault instanceof MessageFault message && message.waits();
    }

    /** Whether it comes before there is a session, so that the client must be a new one. */
    boolean needsNewClient() {
        return moment.call().equals("OpenSession");
    }
}
