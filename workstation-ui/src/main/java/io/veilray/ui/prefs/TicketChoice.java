package io.veilray.ui.prefs;

import io.veilray.client.TicketPolicy;

/**
 * How many private classifications are kept ready before they are wanted, and where they wait.
 *
 * @param ready of the chosen model; 0 for none
 */
public record TicketChoice(int ready, TicketPolicy.Storage storage) {
    public TicketChoice {
        policy(ready, storage);
    }

    public static TicketChoice usual() {
        return new TicketChoice(TicketPolicy.DEFAULT.ready(), TicketPolicy.DEFAULT.storage());
    }

    public TicketPolicy policy() {
        return policy(ready, storage);
    }

    /** @throws IllegalArgumentException if so many are not allowed */
    private static TicketPolicy policy(int ready, TicketPolicy.Storage storage) {
        return new TicketPolicy(ready, TicketPolicy.DEFAULT.age(), TicketPolicy.DEFAULT.mostBytes(), storage);
    }
}
