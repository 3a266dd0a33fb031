package io.veilray.tls;

import io.veilray.keys.CertificateFacts;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What Java checks: chain, purpose and host name; and the dates of the peer's own certificate even where exactly that one
 * is trusted, which Java passes over. Says what is wrong in words.
 */
final class CheckedTrust extends X509ExtendedTrustManager {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private final X509ExtendedTrustManager java;

    CheckedTrust(X509ExtendedTrustManager java) {
        this.java = java;
    }

    private interface Check {
        void run() throws CertificateException;
    }

    /** @param anyHost the same check without the host's name */
    private static void check(X509Certificate[] chain, Check check, Check anyHost) throws CertificateException {
        requireDates(chain[0]);
        try {
            check.run();
        } catch (CertificateException e) {
            throw new UntrustedCertificateException(why(chain[0], anyHost), e);
        }
    }

    private static void requireDates(X509Certificate certificate) throws CertificateException {
        Date now = new Date();
        if (now.after(certificate.getNotAfter())) {
            throw new UntrustedCertificateException(
                    "showed a certificate that ended on "
                            + DAY.format(certificate.getNotAfter().toInstant()),
                    null);
        }
        if (now.before(certificate.getNotBefore())) {
            throw new UntrustedCertificateException(
                    "showed a certificate that is not valid before "
                            + DAY.format(certificate.getNotBefore().toInstant()) + " (is this computer's clock right?)",
                    null);
        }
    }

    private static String why(X509Certificate certificate, Check anyHost) {
        try {
            anyHost.run();
            return "showed a certificate for another host name: "
                    + String.join(", ", CertificateFacts.of(certificate).names());
        } catch (CertificateException e) {
            return "did not show the certificate that is expected of it";
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, () -> java.checkServerTrusted(chain, type, engine), () -> java.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, () -> java.checkClientTrusted(chain, type, engine), () -> java.checkClientTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, () -> java.checkServerTrusted(chain, type, socket), () -> java.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, () -> java.checkClientTrusted(chain, type, socket), () -> java.checkClientTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        java.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        java.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return java.getAcceptedIssuers();
    }
}
