package io.veilray.dicom.pacs;

import java.net.URI;
import java.util.Optional;

/**
 * An archive that speaks DICOMweb.
 *
 * @param base the service's address, without a slash at its end
 * @param user for HTTP Basic authentication; empty if there is none, or a password given is a bearer token
 * @param unprotected whether the user said that http:// may leave this computer
 */
public record WebAddress(String name, URI base, Optional<String> user, Optional<TlsSettings> tls, boolean unprotected)
        implements ArchiveAddress {
    public WebAddress {
        String scheme = base.getScheme();
        boolean isSecure = "https".equals(scheme);
        if (!isSecure && !"http".equals(scheme)
                || base.getHost() == null
                || base.getRawUserInfo() != null
                || base.getRawQuery() != null
                || base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "archive address: must be http:// or https://, a host and a path, without user,"
                            + " question mark or hash, such as https://archive.example/dicom-web");
        }
        if (!isSecure && tls.isPresent()) {
            throw new IllegalArgumentException("archive address: certificates need https://");
        }
        base = URI.create(base.toString().replaceAll("/+$", ""));
        name = name.isBlank() ? base.getHost() : name.strip();
        if (isSecure && tls.isEmpty()) {
            tls = Optional.of(TlsSettings.JDK);
        }
    }

    static WebAddress parse(String text) {
        int end = text.indexOf(':');
        try {
            URI base = URI.create(text.substring(0, end).toLowerCase(java.util.Locale.ROOT) + text.substring(end));
            return new WebAddress("", base, Optional.empty(), Optional.empty(), false);
        } catch (IllegalArgumentException e) {
            // the parser's message would repeat the whole text, in which people put passwords
            throw new IllegalArgumentException(
                    e.getMessage().startsWith("archive address") ? e.getMessage() : "archive address: is no URL");
        }
    }

    @Override
    public Kind kind() {
        return Kind.WEB;
    }

    @Override
    public String text() {
        return base.toString();
    }

    @Override
    public WebAddress named(String newName) {
        return new WebAddress(newName, base, user, tls, unprotected);
    }

    @Override
    public WebAddress with(TlsSettings settings) {
        return new WebAddress(name, base, user, Optional.of(settings), unprotected);
    }

    public WebAddress user(String account) {
        return new WebAddress(
                name, base, account.isBlank() ? Optional.empty() : Optional.of(account), tls, unprotected);
    }

    /** Names of patients then cross the network in the clear. */
    public WebAddress unprotected(boolean allowed) {
        return new WebAddress(name, base, user, tls, allowed);
    }
}
