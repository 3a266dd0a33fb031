/**
 * TLS 1.3 for both ends: who is trusted, what is shown, hybrid key agreement, and which one a connection really used.
 * Front door: {@link io.veilray.tls.TlsContexts}. Knows certificates and bytes of a handshake; knows no call and no host
 * that is to be called.
 */
package io.veilray.tls;
