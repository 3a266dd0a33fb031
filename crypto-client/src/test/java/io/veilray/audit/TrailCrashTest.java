package io.veilray.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A power cut or a kill in any moment: no entry that was said to be written is lost, and what was cut is told. */
class TrailCrashTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long TWO_LINES = 420; // then the next file
    private static final int TWICE_EVERY = 8;
    private static final long ONE_MEBIBYTE = 1 << 20;

    @TempDir
    Path home;

    /** What no handler of ours may catch. */
    private static final class PowerCut extends Error {}

    /** Does so many steps, a byte being one, and no more. */
    private static final class FailingDisk extends Disk {
        private int steps;

        FailingDisk(int steps) {
            this.steps = steps;
        }

        private void step() {
            if (steps-- == 0) {
                throw new PowerCut();
            }
        }

        @Override
        void put(FileChannel file, ByteBuffer bytes, long position) throws IOException {
            int there = Math.min(steps, bytes.remaining());
            super.put(file, bytes.slice(0, there), position);
            steps -= there;
            if (there < bytes.remaining()) {
                throw new PowerCut();
            }
        }

        @Override
        void cut(FileChannel file, long position) throws IOException {
            step();
            super.cut(file, position);
        }

        @Override
        void settle(FileChannel file) {
            // the operating system does not fail here, so what was written is there
        }

        @Override
        void replace(Path file, Path by) throws IOException {
            step();
            super.replace(file, by);
        }
    }

    private static Reviewed entry() {
        return new Reviewed(NOON, RequestNumber.random(), Reviewed.Verdict.ACCEPTED);
    }

    private static AuditTrail trail(Path folder, int steps) {
        return new AuditTrail(folder, TWO_LINES, new FailingDisk(steps));
    }

    private static AuditTrail trail(Path folder) {
        return trail(folder, Integer.MAX_VALUE);
    }

    @Test
    void everyStepOfPlainLines_canBeTheLast() throws Exception {
        AuditTrail before = trail(home.resolve("before"));
        before.append(entry());
        everyStep(before, 1);
    }

    @Test
    void everyStepOfMarkedLines_canBeTheLast() throws Exception {
        AuditTrail before = trail(home.resolve("before"));
        before.append(entry());
        before.startMarking(new SecretKeySpec(new byte[32], "HmacSHA256"));
        before.append(entry());
        everyStep(before, 1); // the first of the next file
    }

    private void everyStep(AuditTrail before, int entries) throws Exception {
        Random random = new Random(7);
        List<AuditEntry> first = before.newest(100).reversed();
        boolean ended = false;
        for (int steps = 0; !ended; steps++) {
            Path folder = copy(before.folder(), home.resolve("s" + steps));
            List<AuditEntry> written = new ArrayList<>(first);
            ended = write(trail(folder, steps), entries, written);
            int cuts = isCut(folder) ? 1 : 0;
            int again = random.nextInt(TWICE_EVERY * 220);
            if (again < 220) { // the power fails once more, while the cut is told of
                boolean told = write(trail(folder, again), 1, written);
                cuts += !told && isCut(folder) ? 1 : 0;
            }
            assertRecovers(folder, written, cuts, "steps " + steps + ", " + again);
        }
    }

    /** The beginning of a header is shorter than what is written over it. */
    @Test
    void everyStepOfTellingOfACut_canBeTheLast() throws Exception {
        AuditTrail before = trail(home.resolve("before"));
        write(before, 3, new ArrayList<>());
        Path second = before.folder().resolve("trail-000002.log");
        Files.write(second, Arrays.copyOf(Files.readAllBytes(second), 5));
        boolean ended = false;
        for (int steps = 0; !ended; steps++) {
            Path folder = copy(before.folder(), home.resolve("s" + steps));
            List<AuditEntry> written = new ArrayList<>(before.newest(100).reversed());
            ended = write(trail(folder, steps), 1, written);
            assertRecovers(folder, written, 1, "step " + steps);
        }
    }

    /** Whether all were written; those that it returned from go to {@code written}. */
    private static boolean write(AuditTrail trail, int count, List<AuditEntry> written) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                AuditEntry next = entry();
                trail.append(next);
                written.add(next);
            }
            return true;
        } catch (PowerCut e) {
            return false;
        }
    }

    private static void assertRecovers(Path folder, List<AuditEntry> written, int cuts, String when)
            throws IOException {
        AuditEntry last = entry();
        trail(folder).append(last);
        Verification found = trail(folder).verify();
        assertTrue(found.isUnbroken(), when + ": " + found);
        List<AuditEntry> entries = trail(folder).newest(100).reversed();
        assertEquals(last, entries.getLast(), when);
        List<AuditEntry> sure = new ArrayList<>(written);
        sure.add(last);
        assertEquals(sure, entries.stream().filter(sure::contains).toList(), when + ": in order");
        long told = entries.stream().filter(CutShort.class::isInstance).count();
        long maybe = entries.size() - sure.size() - told;
        assertTrue(maybe <= 2, when + ": at most the one that each crash broke off besides, not " + maybe);
        assertTrue(told >= Math.min(1, cuts) && told <= 2, when + ": " + told + " cuts told of " + cuts);
        assertEquals(entries.size(), found.entries(), when);
    }

    private static boolean isCut(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> last =
                    files.filter(file -> file.toString().endsWith(".log")).max(Path::compareTo);
            return last.isPresent() && Tail.of(last.get()).cut().length > 0;
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    /** What it said was written, line by line, is there after it was killed in the midst of it. */
    @Test
    void killedProcess_losesNothingItHadWritten() throws Exception {
        Path folder = home.resolve("audit");
        AuditTrail trail = new AuditTrail(folder, ONE_MEBIBYTE);
        trail.startMarking(new SecretKeySpec(new byte[32], "HmacSHA256"));
        Random random = new Random();
        for (int kills = 0; kills < 3; kills++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xshare:auto",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EndlessWriter.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<String> said = new ArrayList<>();
            try (BufferedReader out = new BufferedReader(new InputStreamReader(writer.getInputStream()))) {
                for (int i = 3 + random.nextInt(60); i > 0; i--) {
                    said.add(out.readLine());
                }
                writer.toHandle().destroyForcibly(); // which leaves its output to be read
                out.lines().filter(line -> line.length() == 32).forEach(said::add); // a last one may be cut
                writer.waitFor();
            }
            trail.append(entry());
            Verification found = trail.verify();
            assertTrue(found.isUnbroken(), found.toString());
            List<String> there = trail.newest(100_000).stream()
                    .filter(Sent.class::isInstance)
                    .map(entry -> ((Sent) entry).number().hex())
                    .toList();
            assertTrue(there.containsAll(said), "killed after " + said.size());
        }
    }

    /** A process of its own that appends until it is killed and says each number once its line is written. */
    static final class EndlessWriter {
        private EndlessWriter() {}

        public static void main(String[] args) throws IOException {
            AuditTrail trail = new AuditTrail(Path.of(args[0]), 3000);
            while (true) {
                Sent next = AuditTrailTest.sent(1);
                trail.append(next);
                System.out.println(next.number().hex());
            }
        }
    }
}
