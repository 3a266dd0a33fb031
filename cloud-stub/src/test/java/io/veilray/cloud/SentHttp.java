package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.veilray.wire.v1.PrivateInferenceGrpc;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a client sent inside of TLS, taken apart to the last byte: the greeting of HTTP/2, frames of the kinds that gRPC
 * needs with nothing in them but what these kinds hold, headers of a list with values of a pattern, and messages that are
 * of the schema and nothing besides.
 */
final class SentHttp {
    private static final byte[] GREETING = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** All headers there may be, each with all that its value may be. */
    private static final Map<String, String> HEADERS = Map.of(
            ":method", "POST",
            ":scheme", "https",
            ":path", "/veilray\\.v1\\.PrivateInference/[A-Za-z]+",
            ":authority", "localhost:[0-9]+",
            "te", "trailers",
            "content-type", "application/grpc",
            "user-agent", "grpc-java-netty/[0-9.]+",
            "grpc-accept-encoding", "gzip",
            "grpc-timeout", "[0-9]{1,8}[numSMH]");

    /** The pings by which gRPC measures the bandwidth and, the server's, looks whether the client is there or ends. */
    private static final Set<Long> PINGS = Set.of(1234L, 0xDEADL, 0x97ACE001L);

    /** One call: its method's name and its messages in order. */
    record Call(String method, List<Message> messages) {}

    private final DefaultHttp2HeadersDecoder headers = new DefaultHttp2HeadersDecoder();
    private final Map<Integer, String> paths = new LinkedHashMap<>();
    private final Map<Integer, ByteArrayOutputStream> data = new LinkedHashMap<>();

    private SentHttp() {}

    /** In the order in which they were begun. */
    static List<Call> calls(byte[] sent) throws Exception {
        SentHttp all = new SentHttp();
        ByteBuffer in = ByteBuffer.wrap(sent);
        byte[] greeting = new byte[GREETING.length];
        in.get(greeting);
        assertArrayEquals(GREETING, greeting);
        while (in.hasRemaining()) {
            int lengthAndType = in.getInt();
            int flags = in.get();
            int stream = in.getInt();
            byte[] content = new byte[lengthAndType >>> 8];
            in.get(content);
            all.frame(lengthAndType & 0xff, flags, stream, content);
        }
        List<Call> calls = new ArrayList<>();
        for (int stream : all.paths.keySet()) {
            calls.add(all.call(stream));
        }
        return calls;
    }

    private void frame(int type, int flags, int stream, byte[] content) throws Exception {
        ByteBuffer in = ByteBuffer.wrap(content);
        switch (type) {
            case 0 -> { // data, without padding
                assertEquals(0, flags & ~1);
                data.computeIfAbsent(stream, unused -> new ByteArrayOutputStream())
                        .write(content);
            }
            case 1 -> { // headers in one frame, without padding or priority
                assertEquals(4, flags & ~1);
                headers(stream, content);
            }
            case 3 -> assertEquals(4, content.length, "a reason to end a stream");
            case 4 -> settings(flags, in);
            case 6 -> assertTrue(PINGS.contains(in.getLong()), "a ping with content");
            case 7 -> assertEquals(8, content.length, "a farewell without text");
            case 8 -> assertEquals(4, content.length, "an allowance");
            default -> throw new AssertionError("a frame of type " + type);
        }
    }

    private void headers(int stream, byte[] content) throws Exception {
        headers.decodeHeaders(stream, Unpooled.wrappedBuffer(content)).forEach(header -> {
            String name = header.getKey().toString();
            String value = header.getValue().toString();
            assertTrue(
                    value.matches(HEADERS.getOrDefault(name, "(?!)")),
                    "the client sent the header " + name + ": " + value);
            if (name.equals(":path")) {
                assertEquals(null, paths.put(stream, value), "two calls on one stream");
            }
        });
    }

    /** No push, streams of the server's, windows, sizes of frames and headers. */
    private static void settings(int flags, ByteBuffer in) {
        assertTrue(flags == 0 || flags == 1 && !in.hasRemaining());
        while (in.hasRemaining()) {
            int id = in.getShort();
            in.getInt();
            assertTrue(id >= 2 && id <= 6, "setting " + id);
        }
    }

    private Call call(int stream) throws Exception {
        String path = paths.get(stream);
        MethodDescriptor<?, ?> method = PrivateInferenceGrpc.getServiceDescriptor().getMethods().stream()
                .filter(each -> path.equals("/" + each.getFullMethodName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a call of " + path));
        List<Message> messages = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(
                data.getOrDefault(stream, new ByteArrayOutputStream()).toByteArray());
        while (in.hasRemaining()) {
            assertEquals(0, in.get(), "a message that is compressed");
            byte[] content = new byte[in.getInt()];
            in.get(content);
            Message message = (Message) method.parseRequest(new ByteArrayInputStream(content));
            // a field that was sent twice, in a long form or with an empty value would not come out again as it went in
            assertTrue(Arrays.equals(content, message.toByteArray()), "more than the schema in a message of " + path);
            messages.add(message);
        }
        return new Call(method.getBareMethodName(), messages);
    }
}
