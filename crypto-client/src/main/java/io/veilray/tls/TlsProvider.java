package io.veilray.tls;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/**
 * Whose TLS it is: Bouncy Castle's, with Java's algorithms and never installed, where its classes for this Java are there.
 * In a jar that left them out, as ImageJ's plugin does, Java's own, which has no hybrid key agreement.
 */
final class TlsProvider {
    private static final boolean WHOLE = isWhole();

    private TlsProvider() {}

    private static boolean isWhole() {
        try {
            // one of those that a jar keeps apart for newer Javas, and without which the older ones fail
            Class.forName("org.bouncycastle.tls.crypto.impl.jcajce.KEMSpiUtil");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static SSLContext context() throws GeneralSecurityException {
        return WHOLE ? SSLContext.getInstance("TLSv1.3", BouncyCastle.PROVIDER) : SSLContext.getInstance("TLSv1.3");
    }

    /** Loaded only where it is used. */
    private static final class BouncyCastle {
        /** Held, for a logger that nobody holds forgets its level. It tells each peer's address otherwise. */
        private static final Logger TALKATIVE = Logger.getLogger(BouncyCastleJsseProvider.class.getPackageName());

        private static final Provider PROVIDER;

        static {
            TALKATIVE.setLevel(Level.OFF);
            PROVIDER = new BouncyCastleJsseProvider(false, new JavaCrypto());
        }
    }
}
