package io.veilray.audit;

import io.veilray.audit.Sent.Amounts;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Entries as text, fields separated by tabs. Strict: what it would not write itself, it does not read. */
final class EntryCodec {
    private static final String SEPARATOR = "\t";

    private EntryCodec() {}

    static String encode(AuditEntry entry) {
        return switch (entry) {
            case Sent sent -> encode(sent);
            case Reviewed review -> join("reviewed", review.time(), review.number(), word(review.verdict()));
            case CutShort cut -> join("cut", cut.time(), cut.bytes(), cut.keptAs());
            case KeyMade made -> join("key", made.time(), made.key());
        };
    }

    private static String encode(Sent sent) {
        Optional<Amounts> amounts = sent.amounts();
        return join(
                "sent",
                sent.time(),
                sent.number(),
                Fields.encode(sent.server()),
                Fields.encode(sent.fingerprint()),
                Fields.encode(sent.model()),
                Fields.encode(sent.modelVersion()),
                Fields.encode(sent.mode()),
                sent.reached(),
                Fields.encode(amounts.map(a -> Long.toString(a.bytesUp()))),
                Fields.encode(amounts.map(a -> Long.toString(a.bytesDown()))),
                Fields.encode(amounts.map(a -> Long.toString(a.bytesTicket()))),
                Fields.encode(amounts.map(a -> Integer.toString(a.rounds()))),
                word(sent.outcome()),
                Fields.encode(sent.reason()));
    }

    private static String join(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            line.append(line.isEmpty() ? "" : SEPARATOR).append(field);
        }
        return line.toString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Empty if it is no entry. */
    static Optional<AuditEntry> decode(String text) {
        try {
            AuditEntry entry = read(text.split(SEPARATOR, -1));
            return encode(entry).equals(text) ? Optional.of(entry) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static AuditEntry read(String[] f) {
        return switch (f[0]) {
            case "sent" -> sent(f);
            case "reviewed" ->
                new Reviewed(Instant.parse(f[1]), new RequestNumber(f[2]), value(Reviewed.Verdict.class, f[3]));
            case "cut" -> new CutShort(Instant.parse(f[1]), Long.parseLong(f[2]), f[3]);
            case "key" -> new KeyMade(Instant.parse(f[1]), f[2]);
            default -> throw new IllegalArgumentException("no kind of entry");
        };
    }

    private static Sent sent(String[] f) {
        Optional<Amounts> amounts = Fields.decodeOptional(f[9])
                .map(up -> new Amounts(
                        Long.parseLong(up), Long.parseLong(f[10]), Long.parseLong(f[11]), Integer.parseInt(f[12])));
        return new Sent(
                Instant.parse(f[1]),
                new RequestNumber(f[2]),
                Fields.decode(f[3]),
                Fields.decodeOptional(f[4]),
                Fields.decode(f[5]),
                Fields.decodeOptional(f[6]),
                Fields.decodeOptional(f[7]),
                f[8],
                amounts,
                value(Sent.Outcome.class, f[13]),
                Fields.decodeOptional(f[14]));
    }

    private static <E extends Enum<E>> E value(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
