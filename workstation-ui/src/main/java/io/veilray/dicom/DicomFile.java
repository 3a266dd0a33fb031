package io.veilray.dicom;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An open DICOM Part 10 file (PS3.10 section 7). The file is mapped, not read: only the values that are looked at are
 * loaded, and they are views that die with {@link #close()}. To be closed by the thread that opened it.
 */
public final class DicomFile implements AutoCloseable {
    /** Largest file that is opened, in bytes. */
    public static final long MAX_BYTES = 1L << 30;

    private static final int PREAMBLE_BYTES = 128;
    private static final byte[] MARK = {'D', 'I', 'C', 'M'};

    private final Arena arena;
    private final DicomDataset dataset;

    private DicomFile(Arena arena, DicomDataset dataset) {
        this.arena = arena;
        this.dataset = dataset;
    }

    /** Opens a file and reads its structure. */
    public static DicomFile open(Path path) throws IOException, DicomException {
        Arena arena = Arena.ofConfined();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > MAX_BYTES) {
                throw new DicomException("has " + channel.size() + " bytes: at most " + MAX_BYTES + " are read");
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                    .asByteBuffer();
            return new DicomFile(arena, parse(bytes));
        } catch (IOException | DicomException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** Whether the first bytes of a file are those of a Part 10 file; 132 bytes are enough to tell. */
    public static boolean isMarked(byte[] head) {
        return head.length >= PREAMBLE_BYTES + MARK.length
                && java.util.Arrays.equals(head, PREAMBLE_BYTES, PREAMBLE_BYTES + MARK.length, MARK, 0, MARK.length);
    }

    /** Reads the structure of a whole file in memory. */
    static DicomDataset parse(ByteBuffer file) throws DicomException {
        Cursor in = new Cursor(file, 0);
        in.take(PREAMBLE_BYTES, "the preamble");
        ByteBuffer mark = in.take(MARK.length, "the mark DICM");
        if (!mark.equals(ByteBuffer.wrap(MARK))) {
            throw new DicomException("at byte " + PREAMBLE_BYTES + ", the mark DICM of a DICOM file is missing");
        }
        DatasetParser parser = new DatasetParser();
        DicomDataset meta = parser.metaInformation(in);
        String uid = meta.code(Tags.TRANSFER_SYNTAX_UID)
                .orElseThrow(() -> new DicomException(Tags.TRANSFER_SYNTAX_UID + " is missing"));
        return parser.dataset(in, TransferSyntax.readable(uid).explicit());
    }

    public DicomDataset dataset() {
        return dataset;
    }

    @Override
    public void close() {
        arena.close();
    }
}
