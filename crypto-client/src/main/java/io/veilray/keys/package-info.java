/**
 * Long-term secrets of this computer: certificate keys and the audit trail's key, in one encrypted file under a
 * password. Front door: {@link io.veilray.keys.KeyVault}. Knows no network; the keys of a classification are never here.
 */
package io.veilray.keys;
