package io.veilray.wire;

/** Bytes of message payloads, as serialised, without HTTP/2 and TLS framing. */
public record Traffic(long bytesUp, long bytesDown) {
    public long total() {
        return bytesUp + bytesDown;
    }
}
