package io.veilray.dicom.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DatasetCodec;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import io.veilray.dicom.dimse.Association.Context;
import io.veilray.dicom.dimse.Association.Message;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a peer may do to us: lie about lengths, break off, fall silent, send what nobody asked for, refuse to stop. */
@Timeout(30)
class HostilePeerTest {
    private static final ArchiveOptions QUICK =
            ArchiveOptions.DEFAULT.within(Duration.ofMillis(400), Duration.ofMillis(400));

    @TempDir
    Path folder;

    private interface Call {
        Object on(Archive archive) throws Exception;
    }

    private static ArchiveException failure(DimseAddress address, Call call) throws Exception {
        try (Archive archive = Archives.open(address, QUICK)) {
            return assertThrows(ArchiveException.class, () -> call.on(archive));
        }
    }

    private Retrieved get(Archive archive) throws Exception {
        return archive.get(Selection.study(Samples.STUDY), folder, ArchiveProgress.NONE);
    }

    private static void raw(PduSocket socket, String hex) throws IOException {
        socket.socket().getOutputStream().write(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @CsvSource({
        "04007fffffff00, 6, PDU of type 4 of 2147483647 bytes",
        "090000000004, 1, PDU of type 9",
        "040000000006ffffffff0103, 6, fragment of 4294967295 bytes",
        "04000000000600000002ff03, 6, presentation context 255",
        "0400000000060000000201 00, 6, out of order",
        "0400000000060000000201 03, 6, command without",
        "03000000000400010107, 2, no place in an association",
    })
    void nonsense_isAProtocolErrorAndAborted(String hex, int reason, String words) throws Exception {
        try (FakeArchive peer = FakeArchive.associated(association -> {
            raw(association.socket(), hex.replace(" ", ""));
            assertEquals(new Pdu.Abort(Pdu.Abort.BY_PROVIDER, reason), untilAbort(association.socket()));
        })) {
            ArchiveException failure = failure(peer.address(), Archive::echo);
            assertEquals(Reason.PROTOCOL, failure.reason());
            assertTrue(failure.getMessage().contains(words), failure.getMessage());
            peer.finished();
        }
    }

    private static Pdu untilAbort(PduSocket socket) throws Exception {
        Pdu pdu = socket.read();
        return pdu instanceof Pdu.Data ? untilAbort(socket) : pdu;
    }

    @Test
    void acceptanceOfWhatWasNotProposed_isAProtocolError() throws Exception {
        try (FakeArchive peer = FakeArchive.playing(socket -> {
            socket.read();
            socket.write(new Pdu.AssociateAccept(
                    "ARCHIVE",
                    "VEILRAY",
                    List.of(new Pdu.Verdict(1, 0, TransferSyntax.RLE.uid())),
                    Dialer.ownInformation(List.of())));
        })) {
            assertEquals(Reason.PROTOCOL, failure(peer.address(), Archive::echo).reason());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 3, REFUSED, does not know us by the AE title VEILRAY",
        "1, 1, 7, REFUSED, its own AE title is not ARCHIVE",
        "2, 3, 1, BUSY, too much to do",
        "1, 9, 9, REFUSED, no reason that is in the standard",
    })
    void rejection_isTold(int result, int source, int reason, Reason expected, String words) throws Exception {
        try (FakeArchive peer = FakeArchive.playing(socket -> {
            socket.read();
            socket.write(new Pdu.AssociateReject(result, source, reason));
        })) {
            ArchiveException failure = failure(peer.address(), Archive::echo);
            assertEquals(expected, failure.reason());
            assertTrue(failure.sentence().contains(words), failure.sentence());
        }
    }

    @Test
    void noService_isUnsupported() throws Exception {
        try (FakeArchive peer = FakeArchive.playing(socket -> {
            socket.read();
            socket.write(new Pdu.AssociateAccept(
                    "ARCHIVE", "VEILRAY", List.of(new Pdu.Verdict(1, 3, "")), Dialer.ownInformation(List.of())));
            socket.read();
        })) {
            assertEquals(
                    Reason.UNSUPPORTED, failure(peer.address(), Archive::echo).reason());
        }
    }

    @Test
    void nobodyThere_isUnreachable() throws Exception {
        DimseAddress address;
        try (FakeArchive peer = FakeArchive.playing()) {
            address = peer.address();
        }
        assertEquals(Reason.UNREACHABLE, failure(address, Archive::echo).reason());
    }

    @ParameterizedTest
    @CsvSource({"false, ''", "true, ''", "true, 0400", "true, 04000000001000"})
    void silence_endsWithTheTimeout(boolean accepts, String first) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeArchive peer = FakeArchive.playing(socket -> {
            if (accepts) {
                FakeArchive.accept(socket);
            }
            raw(socket, first);
            over.await();
        })) {
            assertEquals(Reason.TIMEOUT, failure(peer.address(), Archive::echo).reason());
        } finally {
            over.countDown();
        }
    }

    @Test
    void peerThatTakesNothing_endsWithTheTimeout() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Path large = Samples.file(folder, "1.2.3.4.5", 1 << 25, TransferSyntax.EXPLICIT_LITTLE); // beyond any buffer
        try (FakeArchive peer = FakeArchive.associated(association -> over.await())) {
            ArchiveException failure = failure(
                    peer.address(), archive -> archive.store(List.of(large, large, large), ArchiveProgress.NONE));
            assertEquals(Reason.TIMEOUT, failure.reason());
        } finally {
            over.countDown();
        }
    }

    @Test
    void peerThatDiesInAnObject_leavesNothingBehind() throws Exception {
        try (FakeArchive peer = FakeArchive.playing(noSeries(), socket -> {
            Association association = FakeArchive.accept(socket);
            association.receive(m -> new MemorySink());
            byte[] object = DatasetCodec.write(Samples.image("1.2.3.4.5", 1 << 20), TransferSyntax.EXPLICIT_LITTLE);
            Context context = FakeArchive.explicit(association, Samples.CT);
            socket.write(command(context, storeRequest("1.2.3.4.5")));
            socket.write(new Pdu.Fragment(context.id(), false, false, java.nio.ByteBuffer.wrap(object, 0, 100_000)));
        })) {
            assertEquals(Reason.LOST, failure(peer.address(), this::get).reason());
            assertEquals(List.of(), files());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** The query before a C-GET finds nothing. */
    private static FakeArchive.Script noSeries() {
        return socket -> {
            Association association = FakeArchive.accept(socket);
            Message find = association.expect(m -> new MemorySink());
            association.send(find.context(), find.command().response(Statuses.SUCCESS));
            association.receive(m -> new MemorySink());
        };
    }

    private static Command storeRequest(String instance) {
        byte[] uid = (instance + (instance.length() % 2 == 0 ? "" : "\0")).getBytes(StandardCharsets.US_ASCII);
        DicomDataset command =
                Command.request(Command.C_STORE, 7, Samples.CT).withDataSet().elements();
        return new Command(command.toBuilder()
                .bytes(Command.AFFECTED_SOP_INSTANCE, Vr.UI, uid)
                .build());
    }

    private static Pdu.Fragment command(Context context, Command command) {
        return new Pdu.Fragment(context.id(), true, true, java.nio.ByteBuffer.wrap(command.bytes()));
    }

    private int answerTo(Association association, String named, DicomDataset object) throws Exception {
        Context context = FakeArchive.explicit(association, Samples.CT);
        association.send(context, storeRequest(named), DatasetCodec.write(object, TransferSyntax.EXPLICIT_LITTLE));
        return association.expect(m -> new MemorySink()).command().status();
    }

    @Test
    void objectsThatNobodyAskedFor_areNotKept() throws Exception {
        DicomDataset sound = Samples.image("1.2.3.4.5", 10);
        DicomDataset other =
                sound.toBuilder().text(Tags.STUDY_INSTANCE_UID, "1.9").build();
        try (FakeArchive peer = FakeArchive.playing(noSeries(), socket -> {
            Association association = FakeArchive.accept(socket);
            Message get = association.expect(m -> new MemorySink());
            assertEquals(Statuses.DATA_SET_MISMATCH, answerTo(association, "1.2.3.4.5", other));
            assertEquals(Statuses.DATA_SET_MISMATCH, answerTo(association, "1.2.3.4.6", sound));
            assertEquals(Statuses.CANNOT_UNDERSTAND, answerTo(association, "../../evil", sound));
            assertEquals(Statuses.SUCCESS, answerTo(association, "1.2.3.4.5", sound));
            association.send(
                    get.context(), get.command().response(Statuses.SOME_FAILED).with(Command.FAILED, 3));
            association.receive(m -> new MemorySink());
        })) {
            try (Archive archive = Archives.open(peer.address(), QUICK)) {
                Retrieved got = get(archive);
                assertEquals(3, got.failed());
                assertEquals(List.of(folder.resolve("1.2.3.4.5.dcm")), got.files());
                assertFalse(got.notes().toString().contains("Secret"));
            }
            peer.finished();
            assertEquals(1, files().size());
        }
    }

    @Test
    void moreMatchesThanAsked_areCutAndCancelled() throws Exception {
        try (FakeArchive peer = FakeArchive.associated(association -> {
            Message find = association.expect(m -> new MemorySink());
            byte[] match = DatasetCodec.write(Samples.image("1.2", 2), TransferSyntax.EXPLICIT_LITTLE);
            for (int i = 0; i < 5; i++) {
                association.send(find.context(), find.command().response(0xFF00), match);
            }
            Message cancel = association.expect(m -> new MemorySink());
            assertEquals(Command.C_CANCEL, cancel.command().field());
            association.send(find.context(), find.command().response(Statuses.CANCELLED));
            association.receive(m -> new MemorySink());
        })) {
            try (Archive archive = Archives.open(peer.address(), QUICK)) {
                Found found = archive.find(Query.studies().atMost(3));
                assertEquals(3, found.matches().size());
                assertFalse(found.complete());
            }
            peer.finished();
        }
    }

    @Test
    void interrupt_sendsCancelThenAborts() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeArchive peer = FakeArchive.associated(association -> {
            association.expect(m -> new MemorySink());
            asked.countDown();
            assertEquals(
                    Command.C_CANCEL,
                    association.expect(m -> new MemorySink()).command().field());
            assertInstanceOf(Pdu.Abort.class, association.socket().read());
        })) {
            Thread caller = Thread.currentThread();
            Thread.ofPlatform().start(() -> {
                try {
                    asked.await();
                    caller.interrupt();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            try (Archive archive = Archives.open(peer.address(), ArchiveOptions.DEFAULT)) {
                assertThrows(InterruptedException.class, () -> archive.find(Query.studies()));
            }
            peer.finished();
        }
    }

    @Test
    void close_cancelsTheCallOfAnotherThread() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeArchive peer = FakeArchive.associated(association -> {
                    Message find = association.expect(m -> new MemorySink());
                    asked.countDown();
                    association.expect(m -> new MemorySink());
                    association.send(find.context(), find.command().response(Statuses.CANCELLED));
                    association.receive(m -> new MemorySink());
                });
                Archive archive = Archives.open(peer.address(), ArchiveOptions.DEFAULT)) {
            Thread.ofPlatform().start(() -> {
                try {
                    asked.await();
                    archive.close();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            ArchiveException failure = assertThrows(ArchiveException.class, () -> archive.find(Query.studies()));
            assertEquals(Reason.CANCELLED, failure.reason());
            peer.finished();
            assertEquals(
                    Reason.CANCELLED,
                    assertThrows(ArchiveException.class, archive::echo).reason());
        }
    }

    @Test
    void breakInTheMiddleOfAStore_costsOneFile() throws Exception {
        Path first = Samples.file(folder, "1.2.3.4.5", 10, TransferSyntax.EXPLICIT_LITTLE);
        Path second = Samples.file(folder, "1.2.3.4.6", 10, TransferSyntax.EXPLICIT_LITTLE);
        try (FakeArchive peer =
                FakeArchive.playing(socket -> FakeArchive.accept(socket).expect(m -> new MemorySink()), socket -> {
                    Association association = FakeArchive.accept(socket);
                    Message store = association.expect(m -> new MemorySink());
                    association.send(store.context(), store.command().response(Statuses.SUCCESS));
                    association.receive(m -> new MemorySink());
                })) {
            try (Archive archive = Archives.open(peer.address(), QUICK)) {
                Stored stored = archive.store(List.of(first, second), ArchiveProgress.NONE);
                assertEquals(List.of(second), stored.files());
                assertEquals(first, stored.refusals().get(0).file());
                assertEquals(
                        "The connection broke while it was sent.",
                        stored.refusals().get(0).sentence(),
                        "the file is named beside the sentence, not in it");
            }
            peer.finished();
        }
    }
}
