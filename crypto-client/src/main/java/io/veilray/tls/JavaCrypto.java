package io.veilray.tls;

import java.security.SecureRandom;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** The algorithms of the running Java, its AES on the processor's own instructions among them. */
final class JavaCrypto extends JcaTlsCryptoProvider {
    /** Without this it would look for a source of randomness by a name that only Bouncy Castle's own provider has. */
    @Override
    public JcaTlsCrypto create(SecureRandom random) {
        return create(random == null ? new SecureRandom() : random, new SecureRandom());
    }
}
