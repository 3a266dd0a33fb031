package io.veilray.client;

import java.time.Duration;

/**
 * How many tickets of a model are kept ready, for how long, and where.
 *
 * @param ready tickets of one model; 0 keeps none
 * @param age a ticket that was not used by then is destroyed and made anew; the server may keep its half for less
 * @param mostBytes of all tickets together, in memory or in files
 * @param storage where they wait
 */
public record TicketPolicy(int ready, Duration age, long mostBytes, Storage storage) {
    /** Where tickets wait for their use. */
    public enum Storage {
        /** In this process's memory, wiped when a ticket is used or destroyed. */
        MEMORY,
        /**
         * In private files, each under a key of its own that only this process's memory holds: without the key, which is
         * wiped when the ticket is used or destroyed and gone when the process is, a file is worth nothing.
         */
        ENCRYPTED_FILES
    }

    /** Most tickets of one model: half of what a server keeps for one session, so that two models fit. */
    public static final int MOST_READY = 16;

    /** Below this the background would hardly do anything else. */
    public static final Duration SHORTEST_AGE = Duration.ofMinutes(1);

    public static final Duration LONGEST_AGE = Duration.ofDays(1);

    public static final TicketPolicy NONE = new TicketPolicy(0, Duration.ofMinutes(10), 0, Storage.MEMORY);
    public static final TicketPolicy DEFAULT = new TicketPolicy(2, Duration.ofMinutes(10), 128 << 20, Storage.MEMORY);

    public TicketPolicy {
        if (ready < 0 || ready > MOST_READY) {
            throw new IllegalArgumentException("tickets kept ready " + ready + ": must be from 0 to " + MOST_READY);
        }
        if (age.compareTo(SHORTEST_AGE) < 0 || age.compareTo(LONGEST_AGE) > 0 || mostBytes < 0) {
            throw new IllegalArgumentException("tickets of age " + age + " and " + mostBytes
                    + " bytes: age must be from " + SHORTEST_AGE + " to " + LONGEST_AGE + ", bytes at least 0");
        }
    }
}
