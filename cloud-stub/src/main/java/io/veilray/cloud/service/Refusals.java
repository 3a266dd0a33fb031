package io.veilray.cloud.service;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and counts what turns clients away. Who they are is told to the log at level DEBUG only. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** What there was not enough of, and how long it usually takes until there is some. */
    enum Cause {
        RATE(Duration.ofSeconds(1)),
        WORK(Duration.ofSeconds(1)),
        SESSIONS(Duration.ofSeconds(30)),
        CALLS(Duration.ofSeconds(3)),
        TICKETS(Duration.ofSeconds(10)),
        MEMORY(Duration.ofSeconds(10)),
        STOPPING(Duration.ofSeconds(30)),
        /** Does not pass. */
        NOT_ALLOWED(Duration.ZERO);

        private final Duration usualWait;

        Cause(Duration usualWait) {
            this.usualWait = usualWait;
        }
    }

    private final Map<Cause, LongAdder> counts = new EnumMap<>(Cause.class);

    Refusals() {
        for (Cause cause : Cause.values()) {
            counts.put(cause, new LongAdder());
        }
    }

    /** Busy for the usual time. */
    CloudException busy(Cause cause, Client client, String sentence) {
        return busy(cause, client, sentence, cause.usualWait);
    }

    CloudException busy(Cause cause, Client client, String sentence, Duration wait) {
        count(cause, client);
        return new CloudException(Reason.BUSY, sentence, null, wait);
    }

    /** For good. */
    CloudException refused(Client client, String sentence) {
        count(Cause.NOT_ALLOWED, client);
        return new CloudException(Reason.REFUSED, sentence);
    }

    /** For good, whatever the client asks for. */
    CloudException notAdmitted(Client client, String sentence) {
        count(Cause.NOT_ALLOWED, client);
        return new CloudException(Reason.NOT_ADMITTED, sentence);
    }

    private void count(Cause cause, Client client) {
        counts.get(cause).increment();
        LOG.debug("refused {}: {}", client.key(), cause);
    }

    /** Those that happened since the server started, such as "rate 3, calls 1"; "none" if there are none. */
    @Override
    public String toString() {
        String all = Arrays.stream(Cause.values())
                .filter(cause -> counts.get(cause).sum() > 0)
                .map(cause -> cause.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                        + counts.get(cause).sum())
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }
}
