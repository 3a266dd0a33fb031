package io.veilray.dicom.web;

import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers of an archive over HTTP. */
class WebFuzzTest extends FuzzTest {
    @Override
    protected Map<String, List<byte[]>> seeds() {
        return Map.of(
                "json",
                List.of(
                        bytes("[{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"A^B\"}]}}]"),
                        bytes(
                                "{\"00280010\":{\"vr\":\"US\",\"Value\":[2]},\"00081115\":{\"vr\":\"SQ\",\"Value\":[{}]}}"),
                        bytes("[{\"00280011\":{\"vr\":\"FD\",\"InlineBinary\":\"AAAA\"}}]"),
                        bytes("[{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"" + "=".repeat(60_000)
                                + "x\"}]}}]")),
                "multipart",
                List.of(bytes("--b\r\nContent-Type: application/dicom\r\n\r\nxy\r\n--b\r\n\r\nz\r\n--b--")),
                "mediaType",
                List.of(
                        bytes("multipart/related; type=\"application/dicom\"; boundary=b"),
                        bytes("application/dicom+json;charset=utf-8")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Fuzz(most = 1024, kilobytes = 1024, perByte = 8192, refusals = AnswerException.class)
    static void json(byte[] input) throws IOException {
        JsonAnswers.read(new ByteArrayInputStream(input), WebLimits.USUAL, 100);
    }

    @Fuzz(most = 512, kilobytes = 1024, perByte = 8192, refusals = AnswerException.class)
    static void multipart(byte[] input) throws IOException {
        MultipartReader reader = new MultipartReader(new ByteArrayInputStream(input), "b", WebLimits.USUAL);
        while (reader.next().isPresent()) {
            reader.copy(OutputStream.nullOutputStream());
        }
    }

    @Fuzz(most = 256, kilobytes = 1024, perByte = 8192)
    static void mediaType(byte[] input) {
        Optional<MediaType> type = MediaType.parse(new String(input, StandardCharsets.UTF_8));
        type.ifPresent(MediaType::boundary);
    }
}
