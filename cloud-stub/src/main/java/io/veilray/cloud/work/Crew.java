package io.veilray.cloud.work;

import java.util.function.IntConsumer;

/** Threads that share out the parts of one computation. */
public interface Crew {
    /** The calling thread alone. */
    Crew CALLER = (count, part) -> {
        for (int i = 0; i < count; i++) {
            part.accept(i);
        }
    };

    /**
     * Runs parts 0 to {@code count - 1}, each once, several at a time, and returns when all have ended. What a part throws
     * is thrown here.
     */
    void forEach(int count, IntConsumer part);
}
