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

    private String hash = ChainedLine.START;
    private int file;
    private long entries;

    private Walk() {}

    /** @param wholeTrail whether the first file must be number 1 */
    static Verification along(List<Path> files, boolean wholeTrail) throws IOException {
        Walk walk = new Walk();
        for (Path file : files) {
            Optional<Break> found = walk.file(file, wholeTrail);
            if (found.isPresent()) {
                return walk.outcome(found);
            }
        }
        return walk.outcome(Optional.empty());
    }

    private Verification outcome(Optional<Break> found) {
        return new Verification(entries, hash, found);
    }

    private Optional<Break> file(Path path, boolean wholeTrail) throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            return Optional.of(new Break(path, 1, Reason.TOO_LARGE));
        }
        String text = Files.readString(path, StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            return Optional.of(new Break(path, 1, Reason.EMPTY));
        }
        int number = 0;
        for (int from = 0; from < text.length(); ) {
            number++;
            int to = text.indexOf('\n', from);
            Optional<Reason> wrong =
                    to < 0 ? Optional.of(Reason.CUT_SHORT) : line(text.substring(from, to), number == 1, wholeTrail);
            if (wrong.isPresent()) {
                return Optional.of(new Break(path, number, wrong.get()));
            }
            from = to + 1;
        }
        return Optional.empty();
    }

    private Optional<Reason> line(String text, boolean firstOfFile, boolean wholeTrail) {
        Optional<ChainedLine> line = ChainedLine.parse(text);
        if (line.isEmpty()) {
            return Optional.of(Reason.NO_LINE);
        }
        Optional<Header> header = Header.decode(line.get().text());
        if (header.isPresent()) {
            return header(line.get(), header.get(), wholeTrail);
        }
        return firstOfFile ? Optional.of(Reason.NO_HEADER) : entry(line.get());
    }

    private Optional<Reason> header(ChainedLine line, Header header, boolean wholeTrail) {
        boolean anyFile = file == 0 && !wholeTrail;
        if (!line.isAfter(header.follows())) {
            return Optional.of(Reason.HASH);
        }
        if (header.version() != Header.VERSION) {
            return Optional.of(Reason.VERSION);
        }
        if (!anyFile && (header.file() != file + 1 || !header.follows().equals(hash))) {
            return Optional.of(Reason.MISSING);
        }
        file = header.file();
        hash = line.hash();
        return Optional.empty();
    }

    private Optional<Reason> entry(ChainedLine line) {
        if (!line.isAfter(hash)) {
            return Optional.of(Reason.HASH);
        }
        if (EntryCodec.decode(line.text()).isEmpty()) {
            return Optional.of(Reason.NO_ENTRY);
        }
        hash = line.hash();
        entries++;
        return Optional.empty();
    }
}
