package io.veilray.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An open DICOM Part 10 file (PS3.10 section 7), or a data set in a file without that frame. The file is mapped, not
 * read: only the values that are looked at are loaded, and they are views that die with {@link #close()}. To be closed
 * by the thread that opened it.
 */
public final class DicomFile implements AutoCloseable {
    /** Largest file that is opened, in bytes: a mapping reaches no further. */
    public static final long MAX_BYTES = Integer.MAX_VALUE;

    private static final int PREAMBLE_BYTES = 128;
    private static final byte[] MARK = {'D', 'I', 'C', 'M'};
    private static final int META_GROUP = 0x0002;

    private final Arena arena;
    private final DicomDataset meta;
    private final DicomDataset dataset;
    private final Optional<TransferSyntax> syntax;
    private final int datasetStart;
    private final List<String> notes;

    private DicomFile(Arena arena, ByteBuffer bytes) throws DicomException {
        this.arena = arena;
        List<String> found = new ArrayList<>();
        Cursor in = new Cursor(bytes.order(ByteOrder.LITTLE_ENDIAN), 0);
        if (isMarked(in)) {
            in.take(PREAMBLE_BYTES + MARK.length, "the preamble");
        } else if (StartOfData.guess(in).isEmpty()) {
            throw new DicomException("at byte " + PREAMBLE_BYTES
                    + ", the mark DICM of a DICOM file is missing, and the file does not begin with a data set");
        } else {
            found.add("The file has no preamble and no mark DICM.");
        }
        DatasetParser parser = new DatasetParser();
        this.meta = parser.group(in, META_GROUP, true);
        Optional<String> uid = meta.code(Tags.TRANSFER_SYNTAX_UID);
        this.syntax = uid.isPresent() ? TransferSyntax.find(uid.get()) : Optional.of(guessed(in, found));
        this.datasetStart = in.offset();
        this.dataset = DatasetCodec.dataset(parser, in, syntax.orElse(TransferSyntax.EXPLICIT_LITTLE));
        found.addAll(parser.notes());
        this.notes = List.copyOf(found);
    }

    private static boolean isMarked(Cursor in) {
        for (int i = 0; i < MARK.length; i++) {
            if (in.peek(PREAMBLE_BYTES + i) != MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private static TransferSyntax guessed(Cursor in, List<String> notes) throws DicomException {
        if (in.atEnd()) {
            return TransferSyntax.EXPLICIT_LITTLE;
        }
        TransferSyntax syntax = StartOfData.guess(in)
                .orElseThrow(() -> new DicomException(
                        Tags.TRANSFER_SYNTAX_UID + " is missing, and at byte " + in.offset() + " no data set begins"));
        notes.add("The file does not name its transfer syntax; it looks like " + syntax.title() + ".");
        return syntax;
    }

    /** Opens a file and reads its structure. */
    public static DicomFile open(Path path) throws IOException, DicomException {
        Arena arena = Arena.ofConfined();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > MAX_BYTES) {
                throw new DicomException("has " + channel.size() + " bytes: at most " + MAX_BYTES + " are read");
            }
            return new DicomFile(
                    arena,
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                            .asByteBuffer());
        } catch (IOException | DicomException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** Reads the structure of a whole file in memory; its values are views into the array. */
    public static DicomFile of(byte[] file) throws DicomException {
        Arena none = Arena.ofConfined();
        try {
            return new DicomFile(none, ByteBuffer.wrap(file));
        } catch (DicomException | RuntimeException | Error e) {
            none.close();
            throw e;
        }
    }

    /** Whether a file is likely to be a DICOM file, from its beginning. */
    public static boolean isLikely(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return isLikely(in.readNBytes(PREAMBLE_BYTES + MARK.length));
        }
    }

    /** Whether a file that begins so is likely to be a DICOM file; 132 bytes are enough to tell. */
    public static boolean isLikely(byte[] head) {
        Cursor in = new Cursor(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN), 0);
        return isMarked(in) || StartOfData.guess(in).isPresent();
    }

    /** The elements of group 0002; empty for a file without. */
    public DicomDataset metaInformation() {
        return meta;
    }

    public DicomDataset dataset() {
        return dataset;
    }

    /** Offset in bytes of the data set in the file, for one that is to be sent on as it stands. */
    public int datasetStart() {
        return datasetStart;
    }

    /** What the file says or, where it says nothing, what it looks like; empty if it names one that is not known. */
    public Optional<TransferSyntax> syntax() {
        return syntax;
    }

    /** Sentences about what was not as the standard asks and was read all the same. */
    public List<String> notes() {
        return notes;
    }

    @Override
    public void close() {
        arena.close();
    }
}
