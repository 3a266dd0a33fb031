package io.veilray.audit;

import io.veilray.audit.Verification.Break;
import io.veilray.audit.Verification.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Goes along a chain and stops at the first line that does not fit. Files put end to end are one chain. */
final class Walk {
    private static final long MAX_BYTES = 256L << 20; // an export of many files

    private final boolean wholeTrail;
    private final MarkCheck marks;
    private Path at;
    private int number;
    private String hash = ChainedLine.START;
    private int file;
    private long entries;

    /** @param wholeTrail whether the first file must be number 1 */
    private Walk(Path at, boolean wholeTrail, MarkCheck marks) {
        this.at = at;
        this.wholeTrail = wholeTrail;
        this.marks = marks;
    }

    /** Of all files of the folder, with the key of the next line. */
    static Verification along(Path folder, List<Path> files, Optional<EvolvingKey> now, Optional<TrailKeys> keys)
            throws IOException {
        try (MarkCheck marks = new MarkCheck(keys)) {
            Walk walk = new Walk(folder, true, marks);
            for (Path file : files) {
                Optional<Reason> wrong = walk.file(file);
                if (wrong.isPresent()) {
                    return walk.outcome(wrong);
                }
            }
            return walk.outcome(marks.end(now));
        }
    }

    /** Of one file by itself. */
    static Verification along(Path file, Optional<TrailKeys> keys) throws IOException {
        try (MarkCheck marks = new MarkCheck(keys)) {
            Walk walk = new Walk(file, false, marks);
            return walk.outcome(walk.file(file));
        }
    }

    private Verification outcome(Optional<Reason> wrong) {
        return new Verification(
                entries, hash, wrong.map(reason -> new Break(at, Math.max(1, number), reason)), marks.found());
    }

    private Optional<Reason> file(Path path) throws IOException {
        at = path;
        number = 1;
        if (Files.size(path) > MAX_BYTES) {
            return Optional.of(Reason.TOO_LARGE);
        }
        String text = Files.readString(path, StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            return Optional.of(Reason.EMPTY);
        }
        number = 0;
        for (int from = 0; from < text.length(); ) {
            number++;
            int to = text.indexOf('\n', from);
            Optional<Reason> wrong =
                    to < 0 ? Optional.of(Reason.CUT_SHORT) : line(text.substring(from, to), number == 1);
            if (wrong.isPresent()) {
                return wrong;
            }
            from = to + 1;
        }
        return Optional.empty();
    }

    private Optional<Reason> line(String text, boolean firstOfFile) throws IOException {
        Optional<ChainedLine> line = ChainedLine.parse(text);
        if (line.isEmpty()) {
            return Optional.of(Reason.NO_LINE);
        }
        Optional<Header> header = Header.decode(line.get().text());
        if (header.isPresent()) {
            return header(line.get(), header.get());
        }
        return firstOfFile ? Optional.of(Reason.NO_HEADER) : entry(line.get());
    }

    private Optional<Reason> header(ChainedLine line, Header header) throws IOException {
        boolean anyFile = file == 0 && !wholeTrail;
        if (!line.isAfter(header.follows())) {
            return Optional.of(Reason.HASH);
        }
        if (!header.isKnown()) {
            return Optional.of(Reason.VERSION);
        }
        if (!anyFile && (header.file() != file + 1 || !header.follows().equals(hash))) {
            return Optional.of(Reason.MISSING);
        }
        Optional<Reason> wrong = marks.header(header, anyFile);
        if (wrong.isEmpty()) {
            file = header.file();
            hash = line.hash();
        }
        return wrong;
    }

    private Optional<Reason> entry(ChainedLine line) {
        if (!line.isAfter(hash)) {
            return Optional.of(Reason.HASH);
        }
        if (EntryCodec.decode(MarkedText.without(line.text())).isEmpty()) {
            return Optional.of(Reason.NO_ENTRY);
        }
        Optional<Reason> wrong = marks.line(hash, line.text());
        if (wrong.isEmpty()) {
            hash = line.hash();
            entries++;
        }
        return wrong;
    }
}
