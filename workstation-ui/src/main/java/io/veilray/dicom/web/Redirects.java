package io.veilray.dicom.web;

import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Where an answer sends us on, which nobody may who is not the archive itself. */
final class Redirects {
    private Redirects() {}

    /**
     * The address to ask instead; empty if the answer is no redirect.
     *
     * @param mayFollow false after too many
     */
    static Optional<URI> target(URI from, Answer answer, String host, boolean mayFollow) throws ArchiveException {
        boolean isRedirect =
                switch (answer.status()) {
                    case 301, 302, 303, 307, 308 -> true;
                    default -> false;
                };
        if (!isRedirect) {
            return Optional.empty();
        }
        answer.close();
        URI to = resolve(from, answer.headers().firstValue("Location").orElse(""), host);
        if (!origin(from).equals(origin(to))) {
            throw new ArchiveException(
                    Reason.NOT_TRUSTED,
                    host + " wants to be asked at " + origin(to)
                            + " instead, where nothing was sent (enter that address" + " if it is right)");
        }
        if (!mayFollow) {
            throw new ArchiveException(Reason.PROTOCOL, host + " sends from one address to the next without end");
        }
        return Optional.of(to);
    }

    private static URI resolve(URI from, String location, String host) throws ArchiveException {
        try {
            URI to = from.resolve(location);
            if (!location.isBlank() && to.getHost() != null && to.getScheme() != null) {
                return to;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new ArchiveException(Reason.PROTOCOL, host + " sends on to an address that is none");
    }

    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (port == usual ? "" : ":" + port);
    }
}
