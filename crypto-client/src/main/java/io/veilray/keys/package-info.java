/**
 * Long-term secrets of this computer: certificate keys and the audit trail's key, in one encrypted file under a
 * password; and the one place that makes certificates. Front doors: {@link io.veilray.keys.KeyVault}, {@link
 * io.veilray.keys.CertificateMaker}. Knows no network; the keys of a classification are never here.
 */
package io.veilray.keys;
