package io.veilray.dicom.web;

import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.TlsSettings;
import io.veilray.dicom.pacs.WebAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;

/**
 * The HTTP of one archive. Asks that archive alone: no proxy, and a redirect is followed only within the same origin,
 * since the account goes with every request. One thread asks at a time; any may close, which ends what runs.
 */
final class WebClient implements AutoCloseable {
    private static final int MAX_REDIRECTS = 3;

    private final WebAddress address;
    private final WebLimits limits;
    private final Optional<Account> account;
    private final HttpClient client;
    private volatile boolean closed;
    private volatile TimedBody running;

    WebClient(WebAddress address, ArchiveOptions options, WebLimits limits) throws ArchiveException {
        this.address = address;
        this.limits = limits;
        account = Account.of(address, options);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(options.connectTimeout());
        if (address.tls().isPresent()) {
            builder.sslContext(address.tls().get().context());
            builder.sslParameters(new SSLParameters(null, TlsSettings.protocols())); // the client adds the name check
        }
        client = builder.build();
    }

    /** The name to say in sentences. */
    String host() {
        return address.base().getHost();
    }

    WebLimits limits() {
        return limits;
    }

    /** @param path below the service's address, with its query */
    Answer get(String path, String accept) throws ArchiveException, InterruptedException {
        URI from = URI.create(address.base() + path);
        for (int hops = 0; ; hops++) {
            Answer answer = send(request(from, accept).GET().build(), new Activity());
            Optional<URI> on = Redirects.target(from, answer, host(), hops < MAX_REDIRECTS);
            if (on.isEmpty()) {
                return answer;
            }
            answer.close();
            from = on.get();
        }
    }

    /** A redirected post is not sent again: it comes back as an answer of a status from 300 to 399. */
    Answer post(String path, String type, BodyPublisher body, String accept)
            throws ArchiveException, InterruptedException {
        Activity activity = new Activity();
        return send(
                request(URI.create(address.base() + path), accept)
                        .header("Content-Type", type)
                        .POST(activity.watching(body))
                        .build(),
                activity);
    }

    private HttpRequest.Builder request(URI to, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(to).header("Accept", accept);
        account.ifPresent(known -> request.header("Authorization", known.header()));
        return request;
    }

    private Answer send(HttpRequest request, Activity activity) throws ArchiveException, InterruptedException {
        TimedBody body = new TimedBody(limits.silence());
        running = body;
        CompletableFuture<HttpResponse<InputStream>> answer = client.sendAsync(request, head -> body);
        try {
            HttpResponse<InputStream> head = await(answer, activity);
            return new Answer(head.statusCode(), head.headers(), body);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (TimeoutException e) {
            throw failed(e);
        } finally {
            if (!answer.isDone()) {
                answer.cancel(true);
            }
        }
    }

    private <T> T await(CompletableFuture<T> answer, Activity activity)
            throws ExecutionException, TimeoutException, InterruptedException {
        while (true) {
            long left = limits.silence().toNanos() - activity.idleNanos();
            try {
                return answer.get(Math.max(1, left), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (activity.idleNanos() >= limits.silence().toNanos()) {
                    throw e;
                }
            }
        }
    }

    /** What a failure of the network means to the user, or to who closed this. */
    ArchiveException failed(Throwable problem) {
        return closed
                ? new ArchiveException(Reason.CANCELLED, "the connection to " + host() + " was closed")
                : NetworkFailures.of(host(), problem);
    }

    /** As {@link #failed}, for what comes while an answer is read. */
    ArchiveException broken(IOException problem) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while " + host() + " answered");
        }
        return failed(problem);
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
        TimedBody body = running;
        if (body != null) {
            body.close();
        }
    }
}
