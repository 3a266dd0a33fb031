package io.veilray.dicom.web;

import java.net.http.HttpHeaders;
import java.util.Optional;

/** What came back; the body is still on its way. */
record Answer(int status, HttpHeaders headers, TimedBody body) implements AutoCloseable {
    /** Empty if the answer names none, or nothing that is one. */
    Optional<MediaType> type() {
        return headers.firstValue("Content-Type").flatMap(MediaType::parse);
    }

    boolean isOk() {
        return status >= 200 && status < 300;
    }

    @Override
    public void close() {
        body.close();
    }
}
