/**
 * The protocol's messages as protobuf over gRPC: codecs, TLS, limits, and the mapping between failures and gRPC
 * statuses. Front door: {@link io.veilray.wire.CloudChannel}. Knows records of the protocol; knows nothing of keys,
 * weights or pixels.
 */
package io.veilray.wire;
