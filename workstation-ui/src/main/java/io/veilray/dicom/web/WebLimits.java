package io.veilray.dicom.web;

import java.time.Duration;

/**
 * What one answer may be at most, and how long it may keep silent.
 *
 * @param partBytes of one received object; what is larger cannot be mapped as one file
 * @param totalBytes of one retrieval
 * @param parts objects of one retrieval
 * @param jsonBytes of the answer to a query or a store
 * @param silence longest time without a byte in either direction
 */
record WebLimits(long partBytes, long totalBytes, int parts, int jsonBytes, Duration silence) {
    static final WebLimits USUAL = new WebLimits(Integer.MAX_VALUE, 1L << 36, 100_000, 1 << 26, Duration.ofSeconds(60));

    WebLimits silentFor(Duration longest) {
        return new WebLimits(partBytes, totalBytes, parts, jsonBytes, longest);
    }
}
