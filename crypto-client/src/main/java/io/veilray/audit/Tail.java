package io.veilray.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The end of a file of the trail.
 *
 * @param position where the last whole line ends
 * @param line that line; empty if there is none or it cannot be read
 * @param cut bytes after it, which are no whole line
 */
record Tail(long position, Optional<ChainedLine> line, byte[] cut) {
    private static final int WINDOW_BYTES = 1 << 14; // several times the longest line

    static Tail of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long from = Math.max(0, channel.size() - WINDOW_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // until it is full
            }
            return of(new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1), from);
        }
    }

    Optional<String> hash() {
        return line.map(ChainedLine::hash);
    }

    private static Tail of(String end, long from) {
        int lineEnd = end.lastIndexOf('\n');
        if (lineEnd < 0 && from > 0) { // longer than any line that was ever written: left for verify to find
            return new Tail(from + end.length(), Optional.empty(), new byte[0]);
        }
        byte[] cut = end.substring(lineEnd + 1).getBytes(StandardCharsets.ISO_8859_1);
        if (lineEnd < 0) {
            return new Tail(0, Optional.empty(), cut);
        }
        String line = end.substring(end.lastIndexOf('\n', lineEnd - 1) + 1, lineEnd);
        return new Tail(from + lineEnd + 1, ChainedLine.parse(line), cut);
    }
}
