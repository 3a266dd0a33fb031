package io.veilray.tls;

import java.security.cert.CertificateException;

/** Why a certificate is not believed, as the end of a sentence that begins with who showed it. */
public final class UntrustedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1;

    UntrustedCertificateException(String why, CertificateException cause) {
        super(why, cause);
    }
}
