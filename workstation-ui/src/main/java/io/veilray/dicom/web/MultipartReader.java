package io.veilray.dicom.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The parts of a multipart body one after the other, RFC 2046 section 5.1; holds a window of it, never a whole part. */
final class MultipartReader {
    private static final int WINDOW_BYTES = 1 << 16;
    private static final int MAX_HEADER_BYTES = 1 << 14;

    private final InputStream body;
    private final byte[] delimiter;
    private final WebLimits limits;
    private final byte[] window = new byte[WINDOW_BYTES];
    private int start;
    private int end;
    private long received;
    private int parts;

    /** @param boundary as the media type of the body names it */
    MultipartReader(InputStream body, String boundary, WebLimits limits) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.limits = limits;
        window[0] = '\r'; // the line end that belongs to a delimiter; the first one may lack it
        window[1] = '\n';
        end = 2;
    }

    /**
     * Goes to the content of the first or next part, of which the part before must have been read.
     *
     * @return its Content-Type, as far as it names one; nothing after the last part
     */
    Optional<Optional<MediaType>> next() throws IOException {
        if (parts == 0) {
            pass(OutputStream.nullOutputStream(), MAX_HEADER_BYTES, "text before the first part");
        }
        if (isLast()) {
            return Optional.empty();
        }
        if (++parts > limits.parts()) {
            throw new AnswerException("more than " + limits.parts() + " parts");
        }
        return Optional.of(contentType());
    }

    /** Writes the content of the part and returns its length. */
    long copy(OutputStream out) throws IOException {
        return pass(out, limits.partBytes(), "part " + parts);
    }

    /** Up to the next delimiter and past it. */
    private long pass(OutputStream out, long maxBytes, String what) throws IOException {
        long length = 0;
        while (true) {
            int at = find();
            int sure = at >= 0 ? at : Math.max(start, end - delimiter.length + 1);
            length += sure - start;
            if (length > maxBytes) {
                throw new AnswerException(what + " is longer than " + maxBytes + " bytes");
            }
            out.write(window, start, sure - start);
            start = sure;
            if (at >= 0) {
                start += delimiter.length;
                return length;
            }
            more(what);
        }
    }

    private int find() {
        for (int at = start; at <= end - delimiter.length; at++) {
            if (window[at] == '\r' && matches(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean matches(int at) {
        for (int i = 1; i < delimiter.length; i++) {
            if (window[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /** What follows a delimiter: {@code --} after the last part, else blanks and a line end. */
    private boolean isLast() throws IOException {
        int first = read();
        if (first == '-' && read() == '-') {
            return true;
        }
        while (first == ' ' || first == '\t') {
            first = read();
        }
        if (first != '\r' || read() != '\n') {
            throw new AnswerException("the boundary after part " + parts + " is followed by neither -- nor a line end");
        }
        return false;
    }

    private Optional<MediaType> contentType() throws IOException {
        Optional<MediaType> type = Optional.empty();
        int[] left = {MAX_HEADER_BYTES};
        for (String line = line(left); !line.isEmpty(); line = line(left)) {
            int colon = line.indexOf(':');
            if (colon > 0
                    && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals("content-type")) {
                type = MediaType.parse(line.substring(colon + 1));
            }
        }
        return type;
    }

    private String line(int[] left) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (--left[0] < 0) {
                throw new AnswerException(
                        "the headers of part " + parts + " are longer than " + MAX_HEADER_BYTES + " bytes");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private int read() throws IOException {
        if (start == end) {
            more("the headers of part " + parts);
        }
        return window[start++] & 0xff;
    }

    private void more(String what) throws IOException {
        System.arraycopy(window, start, window, 0, end - start);
        end -= start;
        start = 0;
        int count = body.read(window, end, window.length - end);
        if (count < 0) {
            throw new AnswerException("it ended in " + what + ", before its last boundary");
        }
        end += count;
        received += count;
        if (received > limits.totalBytes()) {
            throw new AnswerException("it is longer than " + limits.totalBytes() + " bytes");
        }
    }
}
