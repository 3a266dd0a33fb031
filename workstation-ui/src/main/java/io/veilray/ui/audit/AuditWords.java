package io.veilray.ui.audit;

import io.veilray.audit.AuditEntry;
import io.veilray.audit.CutShort;
import io.veilray.audit.KeyMade;
import io.veilray.audit.RequestNumber;
import io.veilray.audit.Reviewed;
import io.veilray.audit.Sent;
import io.veilray.audit.Verification;
import io.veilray.ui.classify.Figures;
import io.veilray.ui.text.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Entries of the trail in the user's words. */
final class AuditWords {
    private static final String NOTHING = "";
    private static final int SHORT_NUMBER = 8;

    private final Messages messages;
    private final Figures figures;
    private final DateTimeFormatter clock;

    AuditWords(Messages messages) {
        this.messages = messages;
        this.figures = new Figures(messages);
        this.clock = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM)
                .withLocale(messages.locale())
                .withZone(ZoneId.systemDefault());
    }

    String time(Instant time) {
        return clock.format(time);
    }

    String event(AuditEntry entry) {
        return switch (entry) {
            case Sent sent -> messages.get("audit.outcome." + sent.outcome());
            case Reviewed review -> messages.get("audit.verdict." + review.verdict());
            case CutShort cut -> messages.get("audit.cut");
            case KeyMade made -> messages.get("audit.key");
        };
    }

    String number(AuditEntry entry) {
        return request(entry)
                .map(number -> number.hex().substring(0, SHORT_NUMBER))
                .orElse(NOTHING);
    }

    private static Optional<RequestNumber> request(AuditEntry entry) {
        return switch (entry) {
            case Sent sent -> Optional.of(sent.number());
            case Reviewed review -> Optional.of(review.number());
            case CutShort cut -> Optional.empty();
            case KeyMade made -> Optional.empty();
        };
    }

    String server(AuditEntry entry) {
        return of(entry, this::server);
    }

    private String server(Sent sent) {
        return switch (sent.server()) {
            case Sent.LOCAL -> messages.get("audit.server.local");
            case Sent.NOBODY -> messages.get("audit.server.nobody");
            default -> sent.server();
        };
    }

    String model(AuditEntry entry) {
        return of(entry, this::model);
    }

    private String model(Sent sent) {
        return sent.modelVersion().map(version -> sent.model() + " " + version).orElse(sent.model());
    }

    private static String of(AuditEntry entry, Function<Sent, String> what) {
        return entry instanceof Sent sent ? what.apply(sent) : NOTHING;
    }

    /** Bytes, or a dash where nobody counted them. */
    String bytes(AuditEntry entry, ToLongFunction<Sent.Amounts> which) {
        return of(entry, sent -> sent.amounts()
                .map(amounts -> figures.bytes(which.applyAsLong(amounts)))
                .orElse(messages.get("audit.unknown")));
    }

    /** What the table has no room for. */
    String details(AuditEntry entry) {
        List<String> sentences = new ArrayList<>();
        request(entry).ifPresent(number -> sentences.add(messages.get("audit.detail.request", number)));
        switch (entry) {
            case Sent sent -> details(sent, sentences);
            case CutShort cut -> sentences.add(messages.get("audit.detail.cut", cut.bytes(), cut.keptAs()));
            case Reviewed review -> sentences.add(messages.get("audit.detail.review"));
            case KeyMade made -> sentences.add(messages.get("audit.detail.key", made.key()));
        }
        return String.join("\n", sentences);
    }

    private void details(Sent sent, List<String> sentences) {
        sentences.add(messages.get("audit.detail.where", server(sent), model(sent)));
        sent.reason().ifPresent(reason -> sentences.add(reason(sent, reason)));
        if (sent.amounts().isEmpty()) {
            sentences.add(messages.get("audit.detail.reached", step(sent.reached())));
        }
        sent.amounts()
                .ifPresent(amounts -> sentences.add(messages.get(
                        "audit.detail.amounts",
                        amounts.bytesUp(),
                        amounts.bytesDown(),
                        amounts.bytesTicket(),
                        amounts.rounds())));
        sent.mode()
                .ifPresent(
                        mode -> sentences.add(messages.get("audit.detail.mode", known("classify.mode." + mode, mode))));
        sent.fingerprint().ifPresent(print -> sentences.add(messages.get("audit.detail.certificate", print)));
    }

    private String reason(Sent sent, String reason) {
        return known("classify.failure." + key(reason), reason, server(sent));
    }

    private String step(String word) {
        return known("classify.step." + key(word), word);
    }

    /** The text of that key; the word of the trail itself if another version of Veilray has written it. */
    private String known(String key, String word, Object... args) {
        return messages.keys().contains(key) ? messages.get(key, args) : word;
    }

    private static String key(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** What looking through the trail has found, one or two sentences. */
    String sentence(Verification found) {
        return found.broken()
                .map(at -> messages.get(
                        "audit.broken",
                        at.file().getFileName(),
                        at.line(),
                        messages.get("audit.break." + at.reason()),
                        found.entries()))
                .orElseGet(() -> messages.get("audit.unbroken." + found.marks(), found.entries()));
    }
}
