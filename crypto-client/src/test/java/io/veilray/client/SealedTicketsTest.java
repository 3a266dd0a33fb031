package io.veilray.client;

import static io.veilray.client.FakeTickets.A;
import static io.veilray.client.FakeTickets.eventually;
import static io.veilray.client.FakeTickets.numberIn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.TicketPolicy.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads or changes the files of waiting tickets learns no mask and puts no mask of his own in their place. */
@Timeout(60)
class SealedTicketsTest {
    private static final TicketPolicy TWO =
            new TicketPolicy(2, Duration.ofMinutes(10), 1 << 20, Storage.ENCRYPTED_FILES);

    @TempDir
    private Path temporary;

    private final FakeTickets tickets = new FakeTickets();
    private Path files;
    private TicketPool pool;

    private void fill() throws InterruptedException {
        files = temporary.resolve("home").resolve("tickets");
        pool = new TicketPool(List.of(A), tickets, tickets.now::get, files);
        pool.setPolicy(TWO);
        pool.keepReady("a");
        eventually("the pool does not fill", () -> pool.ready("a") == 2);
        pool.classificationBegins(A); // so that none is made meanwhile
    }

    @AfterEach
    void stop() {
        if (pool != null) {
            pool.close();
            assertEquals(List.of(), list(files));
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> written() {
        return list(list(files).getFirst());
    }

    /** 72 bytes and a tag of 16. Every entry of a ticket is its number: in the clear four equal bytes would repeat. */
    @Test
    void files_showNothingOfTheTicketAndAreTheirOwnersAlone() throws Exception {
        fill();
        assertEquals(2, written().size());
        for (Path file : written()) {
            byte[] content = Files.readAllBytes(file);
            assertEquals(88, content.length);
            long[] words = new long[11];
            java.nio.ByteBuffer.wrap(content).asLongBuffer().get(words);
            // eleven uniform words: that any two are equal has probability below 2^-57
            assertEquals(11, Arrays.stream(words).distinct().count());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        Path folder = list(files).getFirst();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    void usedTicket_isWholeAndItsFileGone() throws Exception {
        fill();
        assertEquals(1, numberIn(pool.take(A, "s").orElseThrow()));
        assertEquals(1, written().size());
        assertEquals(2, numberIn(pool.take(A, "s").orElseThrow()));
        assertEquals(List.of(), written());
    }

    @Test
    void changedFile_isRefusedAndTheNextTicketGiven() throws Exception {
        for (int at : new int[] {0, 71, 72, 87}) {
            fill();
            for (Path file : written()) {
                byte[] content = Files.readAllBytes(file);
                content[at] ^= 1;
                Files.write(file, content);
            }
            assertTrue(pool.take(A, "s").isEmpty(), "byte " + at);
            assertEquals(List.of(), written());
            stop();
        }
    }

    @Test
    void exchangedShortenedAndMissingFiles_areRefused() throws Exception {
        List<Tampering> all = List.of(
                (one, other) -> {
                    byte[] kept = Files.readAllBytes(one);
                    Files.write(one, Files.readAllBytes(other));
                    Files.write(other, kept);
                },
                (one, other) -> {
                    Files.write(one, new byte[0]);
                    Files.write(other, Arrays.copyOf(Files.readAllBytes(other), 87));
                },
                (one, other) -> {
                    Files.delete(one);
                    Files.delete(other);
                });
        for (Tampering tampering : all) {
            fill();
            tampering.change(written().get(0), written().get(1));
            assertTrue(pool.take(A, "s").isEmpty());
            stop();
        }
    }

    private interface Tampering {
        void change(Path one, Path other) throws IOException;
    }

    @Test
    void boxInMemory_isEmptyAfterUseAndAfterClosing() throws Exception {
        byte[] used = {1, 2, 3};
        assertArrayEquals(new byte[] {1, 2, 3}, TicketBox.inMemory(used).open());
        assertArrayEquals(new byte[3], used);
        byte[] closed = {1, 2, 3};
        TicketBox.inMemory(closed).close();
        assertArrayEquals(new byte[3], closed);
    }

    @Test
    void sealedFile_opensOnce() throws Exception {
        byte[] content = new byte[100];
        SealedFile box = new SealedFile(temporary.resolve("x"), "one");
        byte[] sealed = box.seal(content);
        Files.write(temporary.resolve("x"), sealed);
        assertArrayEquals(content, box.open());
        Files.write(temporary.resolve("x"), sealed);
        assertThrows(IOException.class, box::open, "its key is gone");
    }

    /** Nothing is asked of the server, since what it would make could not be kept. */
    @Test
    void folderThatCannotBeWritten_meansNoTicketAndATryLater() throws Exception {
        Path blocked = Files.createFile(temporary.resolve("blocked"));
        pool = new TicketPool(List.of(A), tickets, tickets.now::get, blocked);
        pool.setPolicy(TWO);
        List<Integer> told = new ArrayList<>();
        pool.setListener((modelId, ready, wanted) -> told.add(ready));
        pool.keepReady("a");
        pool.classificationBegins(A);
        pool.classificationEnds(false);
        Files.delete(blocked);
        files = Files.createDirectory(blocked);
        eventually("it is not tried again", () -> {
            tickets.pass(Duration.ofSeconds(1));
            pool.keepReady("a");
            return pool.ready("a") == 2;
        });
        assertEquals(2, tickets.calls.size());
    }

    @Test
    void diskWithoutRoom_isSeenBeforeATicketIsMade() throws Exception {
        try (TicketFolder folder = new TicketFolder(temporary)) {
            folder.requireRoom(1);
            assertThrows(IOException.class, () -> folder.requireRoom(Long.MAX_VALUE));
        }
    }

    /** No process has a number that long. */
    @Test
    void leftovers_ofDeadProcessesAloneAreRemoved() throws Exception {
        Path dead = Files.createDirectory(temporary.resolve("99999999999-0123456789abcdef0123456789abcdef"));
        Files.createFile(dead.resolve("x"));
        Path own = Files.createDirectory(
                temporary.resolve(ProcessHandle.current().pid() + "-0123456789abcdef0123456789abcdef"));
        Path foreign = Files.createDirectory(temporary.resolve("something-else"));
        try (TicketFolder folder = new TicketFolder(temporary)) {
            folder.seal("n", new byte[1]);
            TicketFolder.removeLeftovers(temporary);
            assertFalse(Files.exists(dead));
            assertFalse(Files.exists(own), "another process had our number before us");
            assertTrue(Files.exists(foreign));
            assertEquals(2, list(temporary).size());
        }
        assertEquals(List.of(foreign), list(temporary));
    }

    @Test
    void removedFolder_isMadeAgain() throws Exception {
        fill();
        written().forEach(file -> assertTrue(file.toFile().delete()));
        Files.delete(list(files).getFirst());
        assertTrue(pool.take(A, "s").isEmpty());
        pool.classificationEnds(false);
        eventually("the pool does not fill again", () -> pool.ready("a") == 2);
        pool.classificationBegins(A);
        assertEquals(3, numberIn(pool.take(A, "s").orElseThrow()));
    }
}
