package io.veilray.dicom.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.Stored;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A result that an archive refused must not look as if it had arrived, and one refusal must not stop the others. */
class WebStoreTest extends WebFixture {
    @Test
    void storedObject_isSentAsItIs() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        server.answer(exchange -> {
            exchange.getRequestBody().transferTo(body);
            StubServer.text(200, JSON, kept(OBJECT)).answer(exchange);
        });
        Stored stored = store(file(OBJECT));
        assertEquals(List.of(folder.resolve(OBJECT)), stored.files());
        String type = server.asked().getFirst().getRequestHeaders().getFirst("Content-Type");
        String boundary = MediaType.parse(type).orElseThrow().boundary().orElseThrow();
        MultipartReader reader =
                new MultipartReader(new java.io.ByteArrayInputStream(body.toByteArray()), boundary, WebLimits.USUAL);
        assertTrue(reader.next().orElseThrow().orElseThrow().isDicom());
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        reader.copy(part);
        assertArrayEquals(object(OBJECT), part.toByteArray());
        assertEquals(Optional.empty(), reader.next());
    }

    private static String kept(String uid) {
        return "{\"00081199\":{\"vr\":\"SQ\",\"Value\":[{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]},"
                + "\"00081196\":{\"vr\":\"US\",\"Value\":[45056]}}]}}"; // 0xB000
    }

    private static String failed(String uid, int reason) {
        return "{\"00081198\":{\"vr\":\"SQ\",\"Value\":[{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]},"
                + "\"00081197\":{\"vr\":\"US\",\"Value\":[" + reason + "]}}]}}";
    }

    @Test
    void warning_isANoteOnAKeptFile() throws Exception {
        server.answer(StubServer.text(202, JSON, kept(OBJECT)));
        assertEquals(
                List.of(OBJECT + ": the archive changed some values (B000)."),
                store(file(OBJECT)).notes());
    }

    /** 0x0122, 0xA701 and no body: PS3.18 table I.2-2, PS3.4 table B.2-1. */
    @Test
    void refusals_areToldPerFileAndDoNotStopTheOthers() throws Exception {
        int[] count = {0};
        List<StubServer.Answerer> answers = List.of(
                StubServer.text(409, JSON, failed("1.1", 0x0122)),
                StubServer.text(202, JSON, failed("1.2", 0xA701)),
                StubServer.text(409, "text/html", "<html>"),
                StubServer.text(400, "", failed("9.9", 1)),
                StubServer.text(500, "", ""),
                StubServer.text(200, JSON, kept("9.9")),
                StubServer.text(413, "", ""),
                StubServer.text(200, "", ""));
        server.answer(exchange -> answers.get(count[0]++).answer(exchange));
        Path[] files = new Path[8];
        for (int i = 0; i < 8; i++) {
            files[i] = file("1." + (i + 1));
        }
        Stored stored = store(files);
        assertEquals(List.of(files[7]), stored.files(), "a good answer that says nothing is believed");
        List<String> said =
                stored.refusals().stream().map(Stored.Refusal::sentence).toList();
        List<String> expected = List.of(
                "no objects of this kind (SOP class) (0122)",
                "no room left (A701)",
                "HTTP 409",
                "HTTP 400",
                "HTTP 500",
                "does not list this object",
                "HTTP 413");
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(files[i], stored.refusals().get(i).file());
            assertTrue(said.get(i).contains(expected.get(i)), said.get(i));
        }
    }

    @Test
    void filesThatAreNoObjects_areNotSent() throws Exception {
        Path text = Files.writeString(folder.resolve("note.txt"), "Dear colleague");
        Stored stored = store(text, folder.resolve("absent"));
        assertEquals(2, stored.refusals().size());
        assertEquals(List.of(), server.asked());
    }

    @Test
    void failureThatHoldsForAll_stopsAndTellsEachFile() throws Exception {
        Path one = file("1.1");
        Path two = file("1.2");
        Path three = file("1.3");
        server.answer(StubServer.text(401, "", ""));
        fails(Reason.REFUSED, "password", () -> store(one, two));
        assertEquals(1, server.asked().size());
        server.answer(exchange -> (server.asked().size() == 2
                        ? StubServer.text(200, JSON, kept("1.1"))
                        : StubServer.text(503, "", ""))
                .answer(exchange));
        Stored stored = store(one, two, three);
        assertEquals(List.of(one), stored.files());
        assertEquals(
                List.of(two, three),
                stored.refusals().stream().map(Stored.Refusal::file).toList());
    }

    @Test
    void postIsNeverRedirected() throws Exception {
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            StubServer.text(307, "", "").answer(exchange);
        });
        fails(Reason.PROTOCOL, "HTTP 307", () -> store(file(OBJECT)));
        assertEquals(1, server.asked().size());
    }
}
