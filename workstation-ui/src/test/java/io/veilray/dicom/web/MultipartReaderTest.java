package io.veilray.dicom.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A byte too many or too few in a part is a damaged image; a body without end must not fill the disk. */
class MultipartReaderTest {
    private static final WebLimits SMALL = new WebLimits(1000, 100_000, 5, 1000, Duration.ofSeconds(1));

    private static List<byte[]> parts(String boundary, InputStream body, WebLimits limits) throws IOException {
        MultipartReader reader = new MultipartReader(body, boundary, limits);
        List<byte[]> parts = new ArrayList<>();
        while (reader.next().isPresent()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertEquals(reader.copy(out), out.size());
            parts.add(out.toByteArray());
        }
        return parts;
    }

    private static List<String> texts(String body) throws IOException {
        return parts("b", stream(body), SMALL).stream()
                .map(part -> new String(part, StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void refused(String expected, String body) {
        String said = assertThrows(AnswerException.class, () -> texts(body)).getMessage();
        assertTrue(said.contains(expected), said);
    }

    @Test
    void parts_areWhatStandsBetweenTheBoundaries() throws IOException {
        assertEquals(List.of("one", "", "two\r\n--c"), texts("""
                --b\r
                Content-Type: application/dicom\r
                \r
                one\r
                --b\r
                \r
                \r
                --b  \t\r
                X: y\r
                \r
                two\r
                --c\r
                --b--\r
                and what follows"""));
    }

    @Test
    void textBeforeTheFirstBoundary_isPassedOver() throws IOException {
        assertEquals(List.of("x"), texts("a note\r\nto people\r\n--b\r\n\r\nx\r\n--b--"));
        assertEquals(List.of(), texts("--b--"));
    }

    @Test
    void contentType_isRead() throws IOException {
        MultipartReader reader = new MultipartReader(
                stream("--b\r\nA: b\r\ncontent-TYPE : Application/DICOM ; x=\"a;b\"\r\n\r\n\r\n--b\r\n\r\n\r\n--b--"),
                "b",
                SMALL);
        MediaType type = reader.next().orElseThrow().orElseThrow();
        assertTrue(type.isDicom());
        assertEquals("a;b", type.parameters().get("x"));
        reader.copy(new ByteArrayOutputStream());
        assertEquals(Optional.of(Optional.empty()), reader.next());
    }

    /** Boundaries lie across the reader's window and across what the network delivers at once. */
    @Test
    void randomPartsInRandomPieces_comeOutAsTheyWentIn() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        WebLimits limits = new WebLimits(1 << 20, 1 << 24, 50, 0, Duration.ofSeconds(1));
        for (int round = 0; round < 20; round++) {
            List<byte[]> sent = new ArrayList<>();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int i = 0; i < 8; i++) {
                byte[] part = new byte[random.nextInt(i % 2 == 0 ? 40 : 200_000)];
                for (int at = 0; at < part.length; at++) {
                    part[at] = (byte) "\r\n-boundaryx".charAt(random.nextInt(12)); // near misses
                }
                sent.add(part);
                body.writeBytes("\r\n--boundary\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                body.writeBytes(part);
            }
            body.writeBytes("\r\n--boundary--\r\n".getBytes(StandardCharsets.US_ASCII));
            List<byte[]> read = parts("boundary", pieces(body.toByteArray(), random), limits);
            assertEquals(sent.size(), read.size(), "seed " + seed);
            for (int i = 0; i < sent.size(); i++) {
                assertArrayEquals(sent.get(i), read.get(i), "seed " + seed + ", part " + i);
            }
        }
    }

    private static InputStream pieces(byte[] bytes, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return super.read(to, offset, Math.min(length, 1 + random.nextInt(5000)));
            }
        };
    }

    @Test
    void wrongBoundary_isSaid() {
        refused("ended in text before the first part", "--other\r\n\r\nx\r\n--other--\r\n");
        refused("longer than 16384 bytes", "x".repeat(20_000));
    }

    @Test
    void cutShort_isSaid() {
        refused("ended in part 1, before its last boundary", "--b\r\n\r\nhalf an ima");
        refused("ended in the headers of part 1", "--b\r\nContent-Ty");
        refused("part 1", "--b\r\n\r\nx\r\n--b");
    }

    @Test
    void boundaryInTheMiddleOfALine_isRefused() {
        refused("neither -- nor a line end", "--b\r\n\r\nx\r\n--bogus\r\n\r\n");
    }

    @Test
    void endlessHeaders_areRefused() {
        refused("headers of part 1 are longer than 16384 bytes", "--b\r\n" + "A: b\r\n".repeat(5000));
        refused("headers of part 1 are longer than 16384 bytes", "--b\r\nA: " + "b".repeat(20_000));
    }

    @Test
    void endlessPart_isRefused() {
        refused("part 2 is longer than 1000 bytes", "--b\r\n\r\nx\r\n--b\r\n\r\n" + "y".repeat(2000));
    }

    @Test
    void tooManyPartsOrBytes_areRefused() {
        refused("more than 5 parts", "--b\r\n\r\nx\r\n".repeat(6));
        WebLimits few = new WebLimits(1 << 20, 70_000, 5, 0, Duration.ofSeconds(1));
        String said = assertThrows(
                        AnswerException.class, () -> parts("b", stream("--b\r\n\r\n" + "y".repeat(200_000)), few))
                .getMessage();
        assertTrue(said.contains("longer than 70000 bytes"), said);
    }

    @Test
    void mediaTypes_areReadAsWritten() {
        MediaType type = MediaType.parse("multipart/related; type=\"application/dicom\"; boundary=\"a b\"")
                .orElseThrow();
        assertTrue(type.isMultipart());
        assertEquals(Optional.of("a b"), type.boundary());
        assertEquals(
                Optional.of("x"),
                MediaType.parse("Multipart/Related;boundary=x").orElseThrow().boundary());
        assertEquals(Optional.empty(), MediaType.parse("multipart/related").flatMap(MediaType::boundary));
        for (String none : List.of("a".repeat(71), "a\u00e9", "", "a ")) {
            assertEquals(
                    Optional.empty(),
                    MediaType.parse("multipart/related; boundary=\"" + none + "\"")
                            .orElseThrow()
                            .boundary(),
                    none);
        }
        assertEquals(Optional.empty(), MediaType.parse("nonsense"));
        assertEquals(Optional.empty(), MediaType.parse("a/b; c=" + "d".repeat(2000)));
    }
}
