package io.veilray.cloud;

import io.veilray.keys.CertificateFacts;
import io.veilray.keys.Identity;
import io.veilray.keys.KeyVault;
import io.veilray.keys.VaultException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's identity in a vault. A renewed one is taken up within a minute for new connections, without a restart; the
 * end of its certificate is told at the start and each day of the last thirty.
 */
final class VaultIdentity implements Supplier<Identity>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VaultIdentity.class);
    private static final String NAME = "server";
    private static final Duration DAY = Duration.ofDays(1);

    private final KeyVault vault;
    private final InstantSource clock;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("veilray-certificate").factory());
    private volatile Identity now;
    private Instant lastTold = Instant.MIN;

    /** @param vault closed with this, or now if this cannot be made */
    VaultIdentity(KeyVault vault, InstantSource clock) throws IOException {
        this.vault = vault;
        this.clock = clock;
        try {
            now = vault.identityOf(NAME)
                    .orElseThrow(() -> new IOException("the key vault " + vault.file()
                            + " holds no server's certificate: make one with veilray certs server"));
            requireNotOver();
        } catch (VaultException e) {
            vault.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException e) {
            vault.close();
            throw e;
        }
        tell();
        watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.MINUTES);
    }

    private void requireNotOver() throws IOException {
        CertificateFacts facts = CertificateFacts.of(now.certificate());
        if (facts.validUntil().isBefore(clock.instant())) {
            throw new IOException("the server's certificate ended on " + facts.validUntil()
                    + " and no client would trust it: renew it with veilray certs renew");
        }
    }

    @Override
    public Identity get() {
        return now;
    }

    /** Takes up what is in the vault now; what cannot be read changes nothing. */
    void look() {
        try {
            vault.refresh();
            Identity found = vault.identityOf(NAME).orElse(now);
            if (!found.equals(now)) {
                now = found;
                lastTold = Instant.MIN;
            }
        } catch (VaultException | RuntimeException | Error e) { // an Error too, or nobody would look again
            LOG.warn("the server's certificate stays as it is: {}", e.getMessage());
        }
        tell();
    }

    private void tell() {
        Instant instant = clock.instant();
        CertificateFacts facts = CertificateFacts.of(now.certificate());
        boolean fresh = lastTold.equals(Instant.MIN);
        if (!fresh && Duration.between(lastTold, instant).compareTo(DAY) < 0) {
            return;
        }
        lastTold = instant;
        if (facts.endsSoon(instant)) {
            LOG.warn(
                    "the server's certificate {} ends on {}, in {} days: renew it with veilray certs renew",
                    facts.subject(),
                    facts.validUntil(),
                    facts.daysLeft(instant));
        } else if (fresh) {
            LOG.info("certificate {} until {}, SHA-256 {}", facts.subject(), facts.validUntil(), facts.sha256());
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        vault.close();
    }
}
