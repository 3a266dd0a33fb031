package io.veilray.dicom.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.WebAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An archive on loopback that answers as a test wants, well or badly. */
public final class StubServer implements AutoCloseable {
    /** Answers one request. */
    public interface Answerer {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<HttpExchange> asked = new CopyOnWriteArrayList<>();
    private volatile Answerer answerer;

    public StubServer(Answerer answerer) {
        this.answerer = answerer;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.add(exchange);
            this.answerer.answer(exchange);
        });
        server.start();
    }

    void answer(Answerer now) {
        answerer = now;
    }

    /** The requests so far. */
    List<HttpExchange> asked() {
        return asked;
    }

    public WebAddress address() {
        return (WebAddress)
                ArchiveAddress.parse("http://127.0.0.1:" + server.getAddress().getPort() + "/web");
    }

    Archive archive() throws ArchiveException {
        return Archives.open(address(), ArchiveOptions.DEFAULT.within(Duration.ofSeconds(5), Duration.ofMillis(400)));
    }

    /** A whole answer. */
    public static Answerer text(int status, String type, String body) {
        return bytes(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answerer bytes(int status, String type, byte[] body) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (!type.isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", type);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
