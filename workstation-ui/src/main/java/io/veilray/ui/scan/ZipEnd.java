package io.veilray.ui.scan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The end record of a zip file (PKWARE APPNOTE 4.3.16): without it the file was cut off, even where entries end well. */
final class ZipEnd {
    private static final int SIGNATURE = 0x06054b50;
    private static final int BYTES = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;

    private ZipEnd() {}

    /** How many entries it promises; 65535 stands for more than that. */
    static int entries(Path file) throws IOException, ScanException {
        try (FileChannel channel = FileChannel.open(file)) {
            int length = (int) Math.min(channel.size(), BYTES + LONGEST_COMMENT);
            ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            while (tail.hasRemaining() && channel.read(tail, channel.size() - length + tail.position()) > 0) {}
            return entries(tail);
        }
    }

    private static int entries(ByteBuffer tail) throws ScanException {
        for (int at = tail.position() - BYTES; at >= 0; at--) {
            boolean ends = at + BYTES + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.position();
            if (ends && tail.getInt(at) == SIGNATURE) {
                return Short.toUnsignedInt(tail.getShort(at + 10));
            }
        }
        throw new ScanException("is a zip file whose end is missing: copy it again from where it came");
    }
}
