package io.veilray.dicom.pacs;

import java.util.Optional;

/**
 * Where an archive is and how to reach it, checked. Holds no secret: a password is given when the archive is opened.
 *
 * <p>As text: {@code dicom://CALLED@HOST:PORT}, {@code dicoms://} over TLS, or the address of a DICOMweb service
 * such as {@code https://HOST/dicom-web}.
 */
public sealed interface ArchiveAddress permits DimseAddress, WebAddress {
    /** The protocol family. */
    enum Kind {
        DIMSE,
        WEB
    }

    /** What the user calls it; its host if nothing was said. */
    String name();

    Kind kind();

    /** Which certificates are trusted and shown; empty if the connection is not protected. */
    Optional<TlsSettings> tls();

    /** As {@link #parse} reads it; the name, certificates and our own station's settings are not part of it. */
    String text();

    ArchiveAddress named(String name);

    ArchiveAddress with(TlsSettings settings);

    /** Reads an address; refuses with a sentence that says what is allowed. */
    static ArchiveAddress parse(String text) {
        String lower = text.strip().toLowerCase(java.util.Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://")
                ? WebAddress.parse(text.strip())
                : DimseAddress.parse(text.strip());
    }
}
