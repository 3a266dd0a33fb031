package io.veilray.wire;

/** What the offline phase leaves: the ticket's name on the server, and what it cost. */
public record PreparedName(String ticket, Traffic traffic) {}
