package io.veilray.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The steps in which a trail changes the disk; a test breaks off within any of them. */
class Disk {
    void put(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        for (long at = position; bytes.hasRemaining(); ) {
            at += file.write(bytes, at);
        }
    }

    void cut(FileChannel file, long position) throws IOException {
        file.truncate(position);
    }

    /** Waits until all is there even if the power fails. */
    void settle(FileChannel file) throws IOException {
        file.force(true);
    }

    void replace(Path file, Path by) throws IOException {
        Files.move(by, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
