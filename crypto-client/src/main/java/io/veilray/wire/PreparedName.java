package io.veilray.wire;

import java.time.Duration;

/**
 * What the offline phase leaves: the ticket's name on the server, how long the server says that it keeps its half, and
 * what it cost.
 */
public record PreparedName(String ticket, Duration life, Traffic traffic) {}
