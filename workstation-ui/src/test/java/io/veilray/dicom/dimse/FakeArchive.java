package io.veilray.dicom.dimse;

import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.dimse.Association.Agreement;
import io.veilray.dicom.dimse.Association.Context;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.DimseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A peer that does what a test tells it, however wrong, for each connection in turn. */
final class FakeArchive implements AutoCloseable {
    /** What the peer does on a connection. */
    interface Script {
        void on(PduSocket socket) throws Exception;
    }

    /** What it does once an association stands. */
    interface AssociatedScript {
        void on(Association association) throws Exception;
    }

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private FakeArchive(List<Script> scripts) throws IOException {
        Thread.ofPlatform().daemon().start(() -> play(scripts));
    }

    static FakeArchive playing(Script... scripts) throws IOException {
        return new FakeArchive(List.of(scripts));
    }

    static FakeArchive associated(AssociatedScript script) throws IOException {
        return playing(socket -> script.on(accept(socket)));
    }

    /** Accepts everything proposed, with the first transfer syntax of each. */
    static Association accept(PduSocket socket) throws Exception {
        Pdu.AssociateRequest request = (Pdu.AssociateRequest) socket.read();
        List<Pdu.Verdict> verdicts = new ArrayList<>();
        Map<Integer, Context> contexts = new HashMap<>();
        for (Pdu.Proposal proposal : request.proposals()) {
            String syntax = proposal.transferSyntaxes().get(0);
            verdicts.add(new Pdu.Verdict(proposal.id(), 0, syntax));
            contexts.put(proposal.id(), new Context(proposal.id(), proposal.abstractSyntax(), syntax));
        }
        socket.write(new Pdu.AssociateAccept(
                request.called(),
                request.calling(),
                verdicts,
                Dialer.ownInformation(request.user().roles())));
        return new Association(socket, new Agreement(contexts, 0, ""));
    }

    static Context explicit(Association association, String sopClass) {
        return association
                .agreement()
                .context(sopClass, TransferSyntax.EXPLICIT_LITTLE.uid())
                .orElseThrow();
    }

    private void play(List<Script> scripts) {
        try {
            for (Script script : scripts) {
                try (Socket tcp = server.accept();
                        PduSocket socket = new PduSocket(tcp, tcp, Duration.ofSeconds(10))) {
                    script.on(socket);
                }
            }
            done.complete(null);
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    DimseAddress address() {
        return (DimseAddress) ArchiveAddress.parse("dicom://ARCHIVE@127.0.0.1:" + server.getLocalPort());
    }

    /** Waits for the end of the script, and fails with what failed in it. */
    void finished() throws Exception {
        done.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
