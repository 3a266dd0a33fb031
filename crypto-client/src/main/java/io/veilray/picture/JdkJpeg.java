package io.veilray.picture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;

/** When the JDK's JPEG decoder, which is native code, may have a file. A refusal is one clause, with what to do. */
public final class JdkJpeg {
    /** Encoders make ten, optimisers some more. */
    static final int MOST_SCANS = 100;

    /**
     * The decoder of JDK 25 makes the text of a warning, hence of any small damage, while it holds arrays in a JNI critical
     * section. If that needs a collection, those of Serial and Parallel wait for the section's end: the thread waits for
     * itself and the program stands still. G1 and ZGC wait for no section (JEP 423); before Java 25 such a thread did not wait.
     */
    private static final Set<String> WAITING = Set.of("Copy", "MarkSweepCompact", "PS Scavenge", "PS MarkSweep");

    private static final int FIRST_TO_WAIT = 25;

    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;

    private JdkJpeg() {}

    /** Whether this Java must not decode any JPEG. */
    public static Optional<String> refusal() {
        return waits()
                ? Optional.of(
                        "is not opened, since the garbage collector that this Java runs with may stop for ever in its JPEG"
                                + " decoder: start Java with -XX:+UseG1GC, or save the picture as PNG")
                : Optional.empty();
    }

    /**
     * Whether it must not decode this one. A progressive file goes over its picture once for every scan, of which each takes
     * a few bytes and the time of the whole picture: a small file could keep the decoder busy for hours. What is damaged is
     * the decoder's to say. Closes the stream.
     */
    public static Optional<String> refusal(InputStream file) throws IOException {
        try (InputStream in = new BufferedInputStream(file, 1 << 16)) {
            return hasMoreScans(in)
                    ? Optional.of("goes over its picture more than " + MOST_SCANS
                            + " times, as no camera's JPEG does: save it again as PNG")
                    : refusal();
        }
    }

    private static boolean waits() {
        return Runtime.version().feature() >= FIRST_TO_WAIT
                && ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .anyMatch(WAITING::contains);
    }

    /** Looks at the markers up to the end of the picture. */
    private static boolean hasMoreScans(InputStream in) throws IOException {
        try {
            int scans = 0;
            for (int marker = next(in); marker != END_OF_IMAGE; marker = next(in)) {
                if (marker == START_OF_SCAN && ++scans > MOST_SCANS) {
                    return true;
                }
                if (hasLength(marker)) {
                    in.skipNBytes(Math.max(0, (in.read() << 8 | in.read()) - 2));
                }
            }
            return false;
        } catch (EOFException e) {
            return false; // cut off
        }
    }

    /** The next marker: not of a restart, which like a byte 255 of the picture's data stands inside of a scan. */
    private static int next(InputStream in) throws IOException {
        int before = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            boolean inside = next == 0 || next == 0xFF || next >= 0xD0 && next <= 0xD7;
            if (before == 0xFF && !inside) {
                return next;
            }
            before = next;
        }
        return END_OF_IMAGE;
    }

    private static boolean hasLength(int marker) {
        return marker != 0xD8 && marker != 0x01;
    }
}
