package io.veilray.ui.app;

import io.veilray.keys.CertificateFacts;
import io.veilray.ui.classify.TlsIdentity;
import java.time.Instant;
import java.util.Optional;

/** How long certificates are still valid, and warnings in time. */
final class Expiry {
    private Expiry() {}

    static String left(CertificateFacts facts) {
        long days = facts.daysLeft(Instant.now());
        if (days < 0) {
            return "over";
        }
        return days + (days == 1 ? " day left" : " days left");
    }

    /** On the error output, where certificates of this connection end within thirty days. */
    static void warn(Console console, Optional<TlsIdentity> identity) {
        identity.ifPresent(seen -> {
            warn(console, "the server's certificate", seen.facts().server(), "tell whoever runs it");
            seen.facts().client().ifPresent(own -> warn(console, "your certificate", own, "ask for a new one"));
        });
    }

    private static void warn(Console console, String whose, CertificateFacts facts, String todo) {
        if (facts.endsSoon(Instant.now())) {
            console.error("Warning: " + whose + " (" + facts.subject() + ") has " + left(facts) + ", " + todo + ".");
        }
    }
}
