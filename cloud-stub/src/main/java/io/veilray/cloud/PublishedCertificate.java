package io.veilray.cloud;

import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's certificate where this user's own front ends look for it; removed again unless another server's is there. */
final class PublishedCertificate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedCertificate.class);

    private final Path file;
    private final String pem;

    private PublishedCertificate(Path file, String pem) {
        this.file = file;
        this.pem = pem;
    }

    /** Writes it if it can: clients in the server's own process are handed the certificate and need no file. */
    static PublishedCertificate write(int port, String pem) {
        PublishedCertificate published = new PublishedCertificate(LoopbackTrust.file(port), pem);
        try {
            published.write();
        } catch (IOException e) {
            LOG.warn("could not write {}: set VEILRAY_HOME to a folder of yours", published.file);
        }
        return published;
    }

    private void write() throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".new");
        try {
            Files.writeString(fresh, pem);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    @Override
    public void close() {
        try {
            if (Files.exists(file) && Files.readString(file).equals(pem)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("could not remove {}", file);
        }
    }
}
