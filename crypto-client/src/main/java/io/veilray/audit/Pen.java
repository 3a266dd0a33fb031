package io.veilray.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes at the end of a trail, while nobody else does. A crash may end it within any step: what an unfinished line left
 * stays where it is until the line that tells of it is written over it, and lines go to the disk before the key changes
 * there, so that a key may be behind, which the next to write moves on, but never ahead of the lines.
 */
final class Pen implements AutoCloseable {
    private static final int MOST_BEHIND = 1 << 20; // a line that claims more is none of ours

    private final TrailFolder folder;
    private final long fileBytes;
    private final Optional<EvolvingKey> key;

    private Pen(TrailFolder folder, long fileBytes, Optional<EvolvingKey> key) {
        this.folder = folder;
        this.fileBytes = fileBytes;
        this.key = key;
    }

    static Pen of(TrailFolder folder, long fileBytes) throws IOException {
        return new Pen(folder, fileBytes, folder.key());
    }

    /** All of them are on the disk when it returns. */
    void write(List<? extends AuditEntry> entries) throws IOException {
        List<Path> files = folder.files();
        if (files.isEmpty()) {
            write(new Place(1, 0, ChainedLine.START), entries);
            return;
        }
        Tail tail = Tail.of(files.getLast());
        catchUp(tail);
        if (tail.cut().length > 0) {
            tellOfCut(files, tail);
            tail = Tail.of(files.getLast());
        }
        write(end(files, tail), entries);
    }

    /**
     * Where lines go.
     *
     * @param position in the file; 0 to begin it
     * @param hash of the line before
     */
    private record Place(int file, long position, String hash) {}

    private static Place end(int file, Tail tail) {
        return new Place(file, tail.position(), tail.hash().orElse(ChainedLine.START));
    }

    private Place end(List<Path> files, Tail tail) throws IOException {
        int last = TrailFolder.number(files.getLast());
        if (tail.position() == 0) {
            return new Place(last, 0, hashBefore(files));
        }
        boolean damaged = tail.hash().isEmpty(); // for verify to find
        boolean goesOn = !damaged && tail.position() < fileBytes && isOfThisKey(files.getLast());
        return goesOn ? end(last, tail) : new Place(last + 1, 0, end(last, tail).hash());
    }

    private void tellOfCut(List<Path> files, Tail tail) throws IOException {
        Path file = files.getLast();
        CutShort cut = new CutShort(Instant.now(), tail.cut().length, folder.copyAside(file, tail));
        int number = TrailFolder.number(file);
        write(tail.position() == 0 ? new Place(number, 0, hashBefore(files)) : end(number, tail), List.of(cut));
    }

    private void write(Place at, List<? extends AuditEntry> entries) throws IOException {
        StringBuilder text = new StringBuilder();
        String hash = at.hash();
        if (at.position() == 0) {
            ChainedLine header =
                    ChainedLine.after(hash, Header.of(at.file(), hash, key).encode());
            text.append(header);
            hash = header.hash();
        }
        boolean marks = key.isPresent() && (at.position() == 0 || isOfThisKey(folder.file(at.file())));
        for (AuditEntry entry : entries) {
            String words = EntryCodec.encode(entry);
            ChainedLine line =
                    ChainedLine.after(hash, marks ? key.get().mark(hash, words).toString() : words);
            text.append(line);
            hash = line.hash();
        }
        folder.write(folder.file(at.file()), at.position(), text.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (marks) {
            folder.keep(key.get());
        }
    }

    private static String hashBefore(List<Path> files) throws IOException {
        return files.size() < 2
                ? ChainedLine.START
                : Tail.of(files.get(files.size() - 2)).hash().orElse(ChainedLine.START);
    }

    private boolean isOfThisKey(Path file) throws IOException {
        Optional<String> marker = Header.in(file).flatMap(Header::key).map(Header.Marker::id);
        return marker.equals(key.map(EvolvingKey::id));
    }

    /**
     * After a crash between lines and key. Whether the last line's mark is right is left to verify: if it is not, moving on
     * gives nothing away, and the line stays as wrong as it is.
     */
    private void catchUp(Tail tail) throws IOException {
        Optional<MarkedText> last = tail.line().flatMap(line -> MarkedText.parse(line.text()));
        if (key.isPresent() && last.isPresent()) {
            int next = last.get().number() + 1;
            if (next > key.get().number() && next - key.get().number() < MOST_BEHIND) {
                key.get().evolveTo(next);
                folder.keep(key.get());
            }
        }
    }

    @Override
    public void close() {
        key.ifPresent(EvolvingKey::close);
    }
}
