package io.veilray.dicom.pacs;

import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Whom to trust and who to be over TLS. Only TLS 1.3 and 1.2 are spoken. The name of the host that we connect to is always
 * checked; of an archive that connects to us (C-MOVE) the address is, and its certificate only if it shows one.
 *
 * @param trusted PEM file with the archive's certificate or its issuer's; empty to trust what the JDK trusts
 * @param own what we show if the archive asks for it
 */
public record TlsSettings(Optional<Path> trusted, Optional<ClientCertificate> own) {
    public static final TlsSettings JDK = new TlsSettings(Optional.empty(), Optional.empty());

    /** Certificate (with its chain) and private key, PEM files; the key in PKCS#8 without a password. */
    public record ClientCertificate(Path chain, Path key) {}

    public TlsSettings trusting(Path certificates) {
        return new TlsSettings(Optional.of(certificates), own);
    }

    public TlsSettings showing(ClientCertificate certificate) {
        return new TlsSettings(trusted, Optional.of(certificate));
    }

    /** The protocols to enable on a connection or an engine. */
    public static String[] protocols() {
        return new String[] {"TLSv1.3", "TLSv1.2"};
    }

    /** Reads the files. */
    public SSLContext context() throws ArchiveException {
        return PemFiles.context(this);
    }
}
