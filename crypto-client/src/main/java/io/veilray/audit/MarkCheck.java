package io.veilray.audit;

import io.veilray.audit.Verification.Marks;
import io.veilray.audit.Verification.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Whether the marks along a chain are there, in order, and, with the vault, right. Their order alone finds lines that were
 * cut off by who did not think of the key.
 */
final class MarkCheck implements AutoCloseable {
    private final Optional<TrailKeys> keys;
    private Optional<String> id = Optional.empty(); // of the key, from the first keyed file on
    private Optional<EvolvingKey> key = Optional.empty(); // of the next line
    private boolean fileIsKeyed;
    private int next;

    /** @param keys empty to look at their order alone */
    MarkCheck(Optional<TrailKeys> keys) {
        this.keys = keys;
    }

    Marks found() {
        return id.isEmpty() ? Marks.NONE : key.isPresent() ? Marks.CHECKED : Marks.UNCHECKED;
    }

    /** @param anyFile whether others may have come before */
    Optional<Reason> header(Header header, boolean anyFile) throws IOException {
        fileIsKeyed = header.key().isPresent();
        if (!fileIsKeyed) {
            return id.isPresent() ? Optional.of(Reason.UNMARKED) : Optional.empty();
        }
        Header.Marker marker = header.key().get();
        boolean sameKey = id.isEmpty() || id.get().equals(marker.id());
        if (!sameKey || !anyFile && marker.first() != next) {
            return Optional.of(Reason.MISSING);
        }
        next = marker.first();
        return id.isEmpty() ? begin(marker) : Optional.empty();
    }

    private Optional<Reason> begin(Header.Marker marker) throws IOException {
        id = Optional.of(marker.id());
        if (keys.isPresent()) {
            key = keys.get().first(marker.id());
            key.ifPresent(first -> first.evolveTo(marker.first()));
            return key.isEmpty() ? Optional.of(Reason.OTHER_KEY) : Optional.empty();
        }
        return Optional.empty();
    }

    Optional<Reason> line(String hashBefore, String text) {
        Optional<MarkedText> marked = MarkedText.parse(text);
        if (!fileIsKeyed) {
            return marked.isPresent() ? Optional.of(Reason.NO_ENTRY) : Optional.empty();
        }
        if (marked.isEmpty()) {
            return Optional.of(Reason.UNMARKED);
        }
        if (marked.get().number() != next) {
            return Optional.of(Reason.MISSING);
        }
        next++;
        boolean wrong = key.isPresent()
                && !same(
                        key.get().mark(hashBefore, marked.get().text()).mark(),
                        marked.get().mark());
        return wrong ? Optional.of(Reason.MARK) : Optional.empty();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * What is wrong at the end of a whole trail. A key that is behind is what a crash before it was changed leaves.
     *
     * @param now the key of the next line that lies in the trail's folder
     */
    Optional<Reason> end(Optional<EvolvingKey> now) throws IOException {
        if (id.isEmpty()) {
            boolean hadMarks = now.isPresent() && now.get().number() > 0;
            boolean mustHave = keys.isPresent() && keys.get().hasAny();
            return hadMarks
                    ? Optional.of(Reason.END_MISSING)
                    : mustHave ? Optional.of(Reason.UNMARKED) : Optional.empty();
        }
        if (now.isEmpty() || !now.get().id().equals(id.get())) {
            return Optional.of(Reason.KEY_FILE);
        }
        if (now.get().number() > next) {
            return Optional.of(Reason.END_MISSING);
        }
        return keys.isPresent() && !isOurs(now.get()) ? Optional.of(Reason.KEY_FILE) : Optional.empty();
    }

    private boolean isOurs(EvolvingKey now) throws IOException {
        Optional<EvolvingKey> first = keys.get().first(now.id());
        if (first.isEmpty()) {
            return false;
        }
        try (EvolvingKey same = first.get()) {
            same.evolveTo(now.number());
            return same.isSameAs(now);
        }
    }

    @Override
    public void close() {
        key.ifPresent(EvolvingKey::close);
    }
}
