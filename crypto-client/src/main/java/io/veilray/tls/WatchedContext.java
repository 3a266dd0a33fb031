package io.veilray.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;

/** Gives out engines that offer our key agreements, the hybrid one first, and note which one was used. */
final class WatchedContext extends SSLContextSpi {
    private static final String[] GROUPS = {"X25519MLKEM768", "x25519", "secp256r1"};

    private static final String[] WITHOUT_HYBRID = {"x25519", "secp256r1"};
    /** Sent before the server is heard, so that neither a new nor an old one needs another round trip. */
    private static final String[] FIRST_SHARES = {"X25519MLKEM768", "x25519"};

    private final SSLContext inner;

    private WatchedContext(SSLContext inner) {
        this.inner = inner;
    }

    static SSLContext around(SSLContext inner) {
        return new SSLContext(new WatchedContext(inner), inner.getProvider(), inner.getProtocol()) {};
    }

    private static SSLEngine watched(SSLEngine engine) {
        if (engine instanceof BCSSLEngine ours) {
            BCSSLParameters parameters = ours.getParameters();
            parameters.setNamedGroups(GROUPS);
            parameters.setEarlyKeyShares(FIRST_SHARES);
            ours.setParameters(parameters);
        } else {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setNamedGroups(WITHOUT_HYBRID);
            engine.setSSLParameters(parameters);
        }
        return new WatchedEngine(engine);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return watched(inner.createSSLEngine());
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        return watched(inner.createSSLEngine(host, port));
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
        return inner.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
        return inner.getSupportedSSLParameters();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return inner.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return inner.getClientSessionContext();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
            throws KeyManagementException {
        throw new KeyManagementException("this context is ready");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        throw new UnsupportedOperationException("for engines only");
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        throw new UnsupportedOperationException("for engines only");
    }
}
