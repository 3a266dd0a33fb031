package io.veilray.cloud.fault;

import java.util.concurrent.atomic.AtomicBoolean;

/** What a relay is to do, once. */
record MessageOrder(Moment moment, MessageFault fault, long seed, Runnable then, AtomicBoolean done) {
    static final MessageOrder NONE = new MessageOrder(new Moment("", true, -1), MessageFault.DROPPED, 0, () -> {});

    /** @param then run when the moment has come */
    MessageOrder(Moment moment, MessageFault fault, long seed, Runnable then) {
        this(moment, fault, seed, then, new AtomicBoolean());
    }

    /** Whether that message is the one; true once. */
    boolean meets(Moment now) {
        return now.equals(moment) && done.compareAndSet(false, true);
    }
}
