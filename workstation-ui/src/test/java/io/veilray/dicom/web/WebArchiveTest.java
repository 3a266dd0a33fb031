package io.veilray.dicom.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Password;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.WebAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever an archive or what stands in its place answers: nobody waits for ever, nothing half is kept, no password goes
 * astray, and the user reads a sentence.
 */
@Timeout(30)
class WebArchiveTest extends WebFixture {
    /** Another patient's object among those of a study would be read as this one's. */
    @Test
    void objectOfAnotherStudyOrWithoutAUid_isLeftOutAndTheOthersAreKept() throws Exception {
        server.answer(
                StubServer.bytes(200, MULTIPART, multipart(object("1.3", "1.3.1"), object("1..2"), object("1.2.3.5"))));
        Retrieved retrieved = get();
        assertEquals(
                List.of("1.2.3.5.dcm"),
                retrieved.files().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        assertEquals(2, retrieved.failed());
        assertTrue(
                retrieved.notes().getFirst().contains("not of what was asked for"),
                retrieved.notes().toString());
        assertTrue(
                retrieved.notes().getLast().contains("no SOP Instance UID"),
                retrieved.notes().toString());
    }

    @Test
    void query_asksForWhatTheUserTyped() throws Exception {
        find(Query.studies()
                .with(Tags.PATIENT_NAME, "M\u00fcller*&x=1")
                .with(Tags.STUDY_DATE, "20260101-20260131")
                .atMost(7));
        HttpExchange asked = server.asked().getFirst();
        assertEquals("/web/studies", asked.getRequestURI().getPath());
        assertFalse(asked.getRequestURI().getRawQuery().contains("&x"), "a value must not become a parameter");
        assertTrue(decoded(asked).contains("00100010=M\u00fcller*&x=1&"), decoded(asked));
        assertTrue(decoded(asked).contains("00080020=20260101-20260131"), decoded(asked));
        assertTrue(decoded(asked).contains("includefield=00081030"), decoded(asked));
        assertTrue(decoded(asked).endsWith("limit=8"), decoded(asked));
        find(Query.imagesOf("1.2", "1.2.3"));
        assertEquals(
                "/web/studies/1.2/series/1.2.3/instances",
                server.asked().getLast().getRequestURI().getPath());
    }

    @Test
    void moreThanTheLimit_isToldAsIncomplete() throws Exception {
        server.answer(StubServer.text(200, JSON, "[{},{},{}]"));
        assertFalse(find(Query.studies().atMost(2)).complete());
        assertEquals(2, find(Query.studies().atMost(2)).matches().size());
        assertTrue(find(Query.studies().atMost(3)).complete());
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Warning", "299 x: there are 8 additional results");
            StubServer.text(200, JSON, "[{}]").answer(exchange);
        });
        assertFalse(find(Query.studies()).complete());
    }

    @Test
    void noContent_isNoMatch() throws Exception {
        server.answer(StubServer.text(204, "", ""));
        assertEquals(List.of(), find(Query.studies()).matches());
        assertEquals(List.of(), get().files());
        try (Archive archive = server.archive()) {
            assertEquals("", archive.echo().product());
        }
    }

    /** Orthanc 1.10 finds nobody whose name has an umlaut or a caret in the question. */
    @Test
    void archiveThatLeavesEscapes_isAskedLooselyAndItsAnswerSifted() throws Exception {
        server.answer(exchange -> {
            boolean loose = exchange.getRequestURI().getRawQuery().contains("00100010=m?ller?J*&");
            String two = "[" + named("Miller^Joe") + "," + named("M\u00fcller^J\u00f6rg") + "]";
            StubServer.text(200, JSON, loose ? two : "[]").answer(exchange);
        });
        Found found = find(Query.studies().with(Tags.PATIENT_NAME, "m\u00fcller^J*"));
        assertEquals(1, found.matches().size());
        assertEquals(
                Optional.of("M\u00fcller^J\u00f6rg"), found.matches().getFirst().text(Tags.PATIENT_NAME));
        find(Query.studies().with(Tags.STUDY_DATE, "20260101-20260131").with(Tags.PATIENT_NAME, "Doe*"));
        assertEquals(3, server.asked().size(), "nothing was escaped, so nothing is asked again");
    }

    private static String named(String name) {
        return "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"" + name + "\"}]}}";
    }

    @Test
    void echo_asksForNobody() throws Exception {
        try (Archive archive = server.archive()) {
            archive.echo();
        }
        assertTrue(decoded(server.asked().getFirst()).startsWith("0020000D=2.25."));
    }

    @Test
    void statuses_haveSentences() {
        record Case(int status, Reason reason, String words) {}
        for (Case each : List.of(
                new Case(401, Reason.REFUSED, "user name and password"),
                new Case(403, Reason.REFUSED, "does not allow"),
                new Case(404, Reason.FAILED, "nothing at this address"),
                new Case(409, Reason.PROTOCOL, "HTTP 409"),
                new Case(415, Reason.UNSUPPORTED, "does not offer"),
                new Case(500, Reason.FAILED, "failed inside"),
                new Case(503, Reason.BUSY, "busy"),
                new Case(302, Reason.PROTOCOL, "an address that is none"))) {
            server.answer(StubServer.text(each.status(), "text/html", "Patient Doe^John is secret"));
            fails(each.reason(), each.words(), () -> find(Query.studies()));
            fails(each.reason(), each.words(), this::get);
        }
    }

    @Test
    void wrongContentType_isSaid() {
        server.answer(StubServer.text(200, "text/html; charset=utf-8", "<p>Log in</p>"));
        fails(Reason.PROTOCOL, "answered with text/html instead of DICOM JSON", () -> find(Query.studies()));
        fails(Reason.PROTOCOL, "answered with text/html instead of DICOM objects", this::get);
        server.answer(StubServer.text(200, "", "[]"));
        fails(Reason.PROTOCOL, "no known type", () -> find(Query.studies()));
    }

    @Test
    void hugeJson_isRefusedInBoundedMemory() {
        byte[] piece = ("{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"" + "x".repeat(60_000) + "\"}]}},")
                .getBytes(StandardCharsets.US_ASCII);
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", JSON);
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write('[');
                for (int i = 0; i < 5000; i++) { // 300 MB if it were read
                    out.write(piece);
                }
            }
        });
        fails(
                Reason.PROTOCOL,
                "longer than any real one",
                () -> find(Query.studies().atMost(10_000)));
    }

    @Test
    void objects_becomeFilesOfTheirUids() throws Exception {
        server.answer(StubServer.bytes(200, MULTIPART, multipart(object("1.2.3.4"), object("1.2.3.5"))));
        Retrieved retrieved = get();
        assertEquals(List.of("1.2.3.4.dcm", "1.2.3.5.dcm"), got());
        assertEquals(2, retrieved.files().size());
        assertEquals(0, retrieved.failed());
        assertArrayEquals(
                object("1.2.3.5"), Files.readAllBytes(retrieved.files().get(1)));
        String accept = server.asked().getFirst().getRequestHeaders().getFirst("Accept");
        assertTrue(accept.endsWith("transfer-syntax=*"), accept);
    }

    @Test
    void singleObjectWithoutMultipart_isTaken() throws Exception {
        server.answer(StubServer.bytes(200, "application/dicom", object(OBJECT)));
        assertEquals(1, get().files().size());
    }

    @Test
    void archiveThatKnowsNoWildcardSyntax_isAskedWithout() throws Exception {
        server.answer(exchange -> {
            boolean wild = exchange.getRequestHeaders().getFirst("Accept").contains("transfer-syntax");
            (wild ? StubServer.text(406, "", "") : StubServer.bytes(200, MULTIPART, multipart(object(OBJECT))))
                    .answer(exchange);
        });
        assertEquals(1, get().files().size());
    }

    @Test
    void partThatIsNoObject_isToldAndTheOthersAreKept() throws Exception {
        byte[] evil = "../../evil".getBytes(StandardCharsets.US_ASCII);
        server.answer(StubServer.bytes(200, MULTIPART, multipart(evil, object(OBJECT), hostile())));
        Retrieved retrieved = get();
        assertEquals(List.of(OBJECT + ".dcm"), got());
        assertEquals(2, retrieved.failed());
        assertTrue(
                retrieved.notes().getFirst().contains("cannot be read"),
                retrieved.notes().toString());
    }

    @Test
    void brokenMultiparts_keepWhatCameWhole() throws Exception {
        String whole = new String(multipart(object(OBJECT)), StandardCharsets.ISO_8859_1);
        String cut = whole.replace("--b--\r\n", "--b\r\n\r\nhalf of an ima");
        server.answer(StubServer.bytes(200, MULTIPART, cut.getBytes(StandardCharsets.ISO_8859_1)));
        fails(Reason.PROTOCOL, "ended in part 2, before its last boundary", this::get);
        assertEquals(List.of(OBJECT + ".dcm"), got());
        server.answer(StubServer.bytes(200, MULTIPART.replace("=b", "=other"), multipart(object("1.9"))));
        fails(Reason.PROTOCOL, "ended in text before the first part", this::get);
        server.answer(StubServer.bytes(200, "multipart/related", multipart(object("1.9"))));
        fails(Reason.PROTOCOL, "names no boundary", this::get);
        assertEquals(List.of(OBJECT + ".dcm"), got());
    }

    @Test
    void connectionThatBreaks_isSaid() throws IOException {
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", MULTIPART);
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("--b\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
            throw new IOException("the test pulls the plug");
        });
        fails(Reason.LOST, "broke", this::get);
        assertEquals(List.of(), got());
    }

    @Test
    void silence_endsBeforeAndInsideAnAnswer() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        server.answer(exchange -> await(end));
        fails(Reason.TIMEOUT, "silent", () -> find(Query.studies()));
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", MULTIPART);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("--b\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            await(end);
        });
        fails(Reason.TIMEOUT, "silent", this::get);
        assertEquals(List.of(), got());
        end.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An answer that drips on for ever, and the latch that says it began. */
    private CountDownLatch drip() {
        CountDownLatch begun = new CountDownLatch(1);
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", MULTIPART);
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write("--b\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) { // until the client hangs up
                out.write(new byte[1000]);
                out.flush();
                begun.countDown();
            }
        });
        return begun;
    }

    @Test
    void closeFromAnotherThread_cancels() throws Exception {
        CountDownLatch begun = drip();
        Archive archive = server.archive();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> {
            await(begun);
            archive.close();
        });
        fails(
                Reason.CANCELLED,
                "closed",
                () -> archive.get(Selection.study("1.2"), folder.resolve("got"), ArchiveProgress.NONE));
        closing.get();
        assertEquals(List.of(), got());
        fails(Reason.CANCELLED, "closed", archive::echo);
    }

    @Test
    void interrupt_cancels() throws Exception {
        CountDownLatch begun = drip();
        Thread reader = Thread.currentThread();
        CompletableFuture.runAsync(() -> {
            await(begun);
            reader.interrupt();
        });
        assertThrows(InterruptedException.class, this::get);
        assertEquals(List.of(), got());
        server.answer(exchange -> {
            reader.interrupt();
            await(new CountDownLatch(1));
        });
        assertThrows(InterruptedException.class, () -> find(Query.studies()));
    }

    @Test
    void account_goesToTheArchiveAlone() throws Exception {
        try (StubServer other = new StubServer(StubServer.text(200, JSON, "[]"))) {
            server.answer(exchange -> {
                exchange.getResponseHeaders().set("Location", other.address().base() + "/studies");
                StubServer.text(307, "", "").answer(exchange);
            });
            ArchiveOptions options = ArchiveOptions.DEFAULT.with(Password.of("secr\u00e9t".toCharArray()));
            try (Archive archive = Archives.open(server.address().user("reader"), options)) {
                fails(Reason.NOT_TRUSTED, "wants to be asked at http://127.0.0.1", archive::echo);
            }
            assertEquals(List.of(), other.asked());
            // base64 of the UTF-8 of "reader:secrét", by coreutils' base64
            assertEquals(
                    "Basic cmVhZGVyOnNlY3LDqXQ=",
                    server.asked().getFirst().getRequestHeaders().getFirst("Authorization"));
        }
    }

    @Test
    void redirectWithinTheArchive_isFollowedButNotForEver() throws Exception {
        server.answer(exchange -> {
            boolean first = exchange.getRequestURI().getPath().equals("/web/studies");
            exchange.getResponseHeaders().set("Location", "/moved/studies");
            (first ? StubServer.text(301, "", "") : StubServer.text(200, JSON, "[{}]")).answer(exchange);
        });
        assertEquals(1, find(Query.studies()).matches().size());
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Location", "/on" + server.asked().size());
            StubServer.text(302, "", "").answer(exchange);
        });
        fails(Reason.PROTOCOL, "without end", () -> find(Query.studies()));
    }

    @Test
    void token_isSentAsBearerAndNeverRepeated() throws Exception {
        try (Archive archive =
                Archives.open(server.address(), ArchiveOptions.DEFAULT.with(Password.of("abc.def".toCharArray())))) {
            archive.echo();
        }
        assertEquals(
                "Bearer abc.def", server.asked().getFirst().getRequestHeaders().getFirst("Authorization"));
        ArchiveOptions bad = ArchiveOptions.DEFAULT.with(Password.of("abc\ndef".toCharArray()));
        ArchiveException refused = assertThrows(ArchiveException.class, () -> Archives.open(server.address(), bad));
        assertFalse(refused.getMessage().contains("abc"), refused.getMessage());
    }

    @Test
    void plainHttp_staysOnThisComputerUnlessAllowed() throws Exception {
        WebAddress far = (WebAddress) ArchiveAddress.parse("http://pacs.example/web");
        fails(Reason.NOT_TRUSTED, "unprotected to pacs.example", () -> Archives.open(far, ArchiveOptions.DEFAULT));
        Archives.open(far.unprotected(true), ArchiveOptions.DEFAULT).close();
        for (String near : List.of("http://localhost/", "http://127.0.0.1:80/x", "http://[::1]:1/")) {
            Archives.open(ArchiveAddress.parse(near), ArchiveOptions.DEFAULT).close();
        }
        for (String odd : List.of("http://127.0.0.1.example/", "http://localhost.example/")) {
            assertThrows(
                    ArchiveException.class, () -> Archives.open(ArchiveAddress.parse(odd), ArchiveOptions.DEFAULT));
        }
    }

    @Test
    void nobodyThere_isSaid() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        try (Archive archive =
                Archives.open(ArchiveAddress.parse("http://127.0.0.1:" + port + "/"), ArchiveOptions.DEFAULT)) {
            fails(Reason.UNREACHABLE, "does not answer", archive::echo);
        }
        try (Archive archive = Archives.open(ArchiveAddress.parse("https://nobody.invalid/"), ArchiveOptions.DEFAULT)) {
            fails(Reason.UNREACHABLE, "nobody.invalid", archive::echo);
        }
    }

    /**
     * In 3 of 40 fresh JVMs the JDK's client gives up the connection as one that expired before it tells that no TLS was
     * spoken, asks once more, and waits in vain for one who answers once: so every connection is answered, as a server
     * would. On a thread of its own, since the client hangs where a task keeps the common pool's one worker on two cores.
     */
    @Test
    void archiveWithoutTls_isToldFromOneThatIsAway() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> answerWithoutTls(plain));
            try (Archive archive = Archives.open(
                    ArchiveAddress.parse("https://127.0.0.1:" + plain.getLocalPort() + "/"), ArchiveOptions.DEFAULT)) {
                fails(Reason.PROTOCOL, "TLS", archive::echo);
            }
        }
    }

    private static void answerWithoutTls(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (Socket asked = plain.accept()) {
                asked.getInputStream().read(new byte[1 << 14]);
                asked.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                asked.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // the client hung up, or the test is over
            }
        }
    }
}
