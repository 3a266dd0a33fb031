package io.veilray.dicom.web;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.veilray.dicom.DicomDataset;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Data sets of an answer in DICOM JSON, one after the other, so that at most one stands in memory as JSON. */
final class JsonAnswers {
    /** Of one data set; a study of thousands of series lists less about itself. */
    private static final int DATASET_BYTES = 1 << 20;

    private static final int MAX_NESTING = 32;

    private JsonAnswers() {}

    /**
     * The data sets of an array, or the one that stands without an array; none of an empty answer.
     *
     * @param most how many are read, the rest is left
     */
    static List<DicomDataset> read(InputStream body, WebLimits limits, int most) throws IOException {
        Bounded bounded = new Bounded(body, limits.jsonBytes());
        try (JsonReader json = new JsonReader(new InputStreamReader(bounded, StandardCharsets.UTF_8))) {
            json.setStrictness(Strictness.STRICT);
            json.setNestingLimit(MAX_NESTING);
            return read(json, bounded, most);
        } catch (MalformedJsonException | EOFException | IllegalStateException e) {
            throw new AnswerException("it is no JSON");
        } catch (JsonParseException e) {
            if (e.getCause() instanceof AnswerException known) {
                throw known;
            }
            throw new AnswerException("it is no JSON");
        }
    }

    private static List<DicomDataset> read(JsonReader json, Bounded bounded, int most) throws IOException {
        List<DicomDataset> all = new ArrayList<>();
        if (bounded.isEmpty()) {
            return all;
        }
        if (json.peek() == JsonToken.BEGIN_OBJECT) {
            all.add(JsonModel.dataset(JsonParser.parseReader(json)));
            return all;
        }
        json.beginArray();
        while (all.size() < most && json.hasNext()) {
            bounded.begin();
            all.add(JsonModel.dataset(JsonParser.parseReader(json)));
        }
        return all;
    }

    /** Ends in an exception where the network would go on for ever. */
    private static final class Bounded extends FilterInputStream {
        private long left;
        private long leftOfDataset = DATASET_BYTES;

        Bounded(InputStream in, long most) {
            super(new java.io.PushbackInputStream(in));
            left = most;
        }

        boolean isEmpty() throws IOException {
            java.io.PushbackInputStream source = (java.io.PushbackInputStream) in;
            int first = source.read();
            if (first >= 0) {
                source.unread(first);
            }
            return first < 0;
        }

        void begin() {
            leftOfDataset = DATASET_BYTES;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = super.read(to, offset, length);
            left -= Math.max(0, count);
            leftOfDataset -= Math.max(0, count);
            if (left < 0 || leftOfDataset < 0) {
                throw new AnswerException("it is longer than any real one");
            }
            return count;
        }
    }
}
