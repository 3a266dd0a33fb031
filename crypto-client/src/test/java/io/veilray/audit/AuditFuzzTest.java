package io.veilray.audit;

import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A line of a trail that somebody changed; what is read is written the same. */
class AuditFuzzTest extends FuzzTest {
    @Override
    protected Map<String, List<byte[]>> seeds() {
        return Map.of(
                "line",
                List.of(
                        bytes(EntryCodec.encode(AuditTrailTest.sent(7))),
                        bytes(EntryCodec.encode(AuditTrailTest.refused())),
                        bytes(Header.of(1, ChainedLine.START, Optional.empty()).encode()),
                        bytes(new Header(2, 3, ChainedLine.START, Optional.of(new Header.Marker("0123456789abcdef", 7)))
                                .encode()),
                        bytes("reviewed\t2026-03-01T12:00:00Z\t1\taccepted"),
                        bytes("cut\t2026-03-01T12:00:00Z\t12\ttrail-000001.cut-1"),
                        bytes(ChainedLine.after(ChainedLine.START, "x").toString()),
                        longField()));
    }

    /** Overflowed the stack. */
    private static byte[] longField() {
        return bytes(EntryCodec.encode(AuditTrailTest.sent(7)).replace("AB", "A".repeat(20_000)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Fuzz(most = 600, kilobytes = 256, perByte = 8192)
    static void line(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        requireSame(text, EntryCodec.decode(text).map(EntryCodec::encode));
        requireSame(text, Header.decode(text).map(Header::encode));
        requireSame(text, ChainedLine.parse(text).map(line -> line.hash() + "\t" + line.text()));
        ChainedLine.parse(text).ifPresent(line -> line.isAfter(ChainedLine.START));
    }

    private static void requireSame(String text, Optional<String> again) {
        if (again.isPresent() && !again.get().equals(text)) {
            throw new AssertionError("comes back as " + again.get());
        }
    }
}
