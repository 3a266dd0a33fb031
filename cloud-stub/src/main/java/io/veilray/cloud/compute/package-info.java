/**
 * The server's linear layers: on ciphertexts offline, on ring elements online. Front door:
 * {@link io.veilray.cloud.compute.LinearModel}. Knows weights, packing and encryption; knows nothing of the wire.
 */
package io.veilray.cloud.compute;
