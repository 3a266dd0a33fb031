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

    static PublishedCertificate write(int port, String pem) throws IOException {
        Path file = LoopbackTrust.file(port);
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), port + ".", ".new");
        Files.writeString(fresh, pem);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new PublishedCertificate(file, pem);
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
