/**
 * Command line and lifecycle of the cloud stub: identity, port, health, reflection. Front doors:
 * {@link io.veilray.cloud.CloudServer} and, for the offline demo, {@link io.veilray.cloud.StubCloud}. Knows how a server
 * is put together; knows nothing of ciphertexts.
 */
package io.veilray.cloud;
