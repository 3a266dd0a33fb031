package io.veilray.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work must neither wait for the trail nor end because of it. */
class TrailWriterTest {
    @TempDir
    Path home;

    private final List<String> problems = new CopyOnWriteArrayList<>();

    private TrailWriter writer(Path folder) {
        return new TrailWriter(new AuditTrail(folder), problems::add);
    }

    @Test
    void entries_areWrittenInOrderWhenItIsClosed() throws Exception {
        List<Sent> entries = java.util.stream.IntStream.range(0, 600)
                .mapToObj(AuditTrailTest::sent)
                .toList();
        TrailWriter writer = writer(home.resolve("audit"));
        entries.forEach(writer::add);
        Thread.currentThread().interrupt(); // as Ctrl-C does
        writer.close();
        assertTrue(Thread.interrupted());
        assertEquals(entries, writer.trail().newest(1000).reversed());
        assertTrue(writer.trail().verify().isUnbroken());
        assertEquals(List.of(), problems);
        writer.add(entries.getFirst());
        assertEquals(600, writer.trail().newest(1000).size());
    }

    @Test
    void trailThatCannotBeWritten_isToldOnceAndKept() throws Exception {
        Path inTheWay = Files.writeString(home.resolve("audit"), "a file where the folder should be");
        try (TrailWriter writer = writer(inTheWay)) {
            for (int i = 0; i < 5; i++) {
                writer.add(AuditTrailTest.sent(i));
            }
            CountDownLatch tried = new CountDownLatch(1);
            writer.run(tried::countDown);
            tried.await();
            assertEquals(1, problems.size());
            assertEquals(5, writer.unwritten());
            Files.delete(inTheWay);
            writer.add(AuditTrailTest.sent(5));
        }
        assertEquals(6, new AuditTrail(inTheWay).newest(10).size());
    }

    /** Another program that hangs while it writes must not hang this one. */
    @Test
    void lockThatIsNeverGivenBack_costsSomePatienceAndNoMore() throws Exception {
        TrailFolder folder = new TrailFolder(home.resolve("audit"), new Disk());
        TrailWriter writer = new TrailWriter(new AuditTrail(folder.path()), problems::add, 50);
        try (TrailFolder.Lock held = folder.lock()) {
            writer.add(AuditTrailTest.sent(1));
            writer.close();
            assertEquals(1, writer.unwritten());
        }
    }
}
