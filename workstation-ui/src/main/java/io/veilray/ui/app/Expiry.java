package io.veilray.ui.app;

import io.veilray.ui.classify.TlsIdentity;
import java.time.Instant;
import java.util.Optional;

/** Warnings in time that certificates end. */
final class Expiry {
    private Expiry() {}

    /** On the error output, where certificates of this connection end soon. */
    static void warn(Console console, Optional<TlsIdentity> identity) {
        identity.ifPresent(
                seen -> seen.facts().warnings(Instant.now()).forEach(warning -> console.error("Warning: " + warning)));
    }
}
