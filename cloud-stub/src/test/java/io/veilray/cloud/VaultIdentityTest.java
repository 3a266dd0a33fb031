package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.veilray.keys.CertificateMaker;
import io.veilray.keys.Identity;
import io.veilray.keys.KeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A certificate must be renewed without a stop, and its end must never come as a surprise. */
class VaultIdentityTest {
    private static final char[] PASSWORD = "four words are enough".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void renewedCertificate_isTakenUpAndItsEndIsToldDaily() throws Exception {
        CertificateMaker maker = new CertificateMaker(InstantSource.system());
        Identity authority = maker.authority("Radiology");
        Identity first = maker.server(authority, List.of("localhost"));
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        Path file = folder.resolve("vault.bcfks");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(VaultIdentity.class);
        logger.addAppender(log);
        log.start();
        KeyVault empty = KeyVault.create(file, PASSWORD);
        assertTrue(assertThrows(IOException.class, () -> new VaultIdentity(empty, now::get))
                .getMessage()
                .contains("veilray certs server"));
        assertThrows(IllegalStateException.class, empty::refresh, "its password is wiped");
        KeyVault vault = KeyVault.open(file, PASSWORD);
        vault.putIdentity("server", first);
        try (VaultIdentity identity = new VaultIdentity(vault, now::get)) {
            assertEquals(0, warnings(log));
            now.set(now.get().plus(Duration.ofDays(370)));
            identity.look();
            identity.look();
            assertEquals(1, warnings(log), "27 days before the end, once a day");
            now.set(now.get().plus(Duration.ofDays(1)));
            identity.look();
            assertEquals(2, warnings(log));
            Identity second = new CertificateMaker(now::get).renewed(authority, first.certificate());
            try (KeyVault other = KeyVault.open(file, PASSWORD)) {
                other.putIdentity("server", second);
            }
            assertEquals(first, identity.get());
            identity.look();
            assertEquals(second, identity.get());
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, new byte[] {1, 2, 3});
            identity.look();
            assertEquals(second, identity.get(), "a file that cannot be read changes nothing");
            Files.write(file, whole);
        } finally {
            logger.detachAppender(log);
        }
        now.set(now.get().plus(Duration.ofDays(500)));
        String said = assertThrows(IOException.class, () -> new VaultIdentity(KeyVault.open(file, PASSWORD), now::get))
                .getMessage();
        assertTrue(said.contains("ended on") && said.contains("renew"), said);
    }

    private static long warnings(ListAppender<ILoggingEvent> log) {
        return log.list.stream()
                .filter(event -> event.getFormattedMessage().contains("renew it"))
                .count();
    }
}
