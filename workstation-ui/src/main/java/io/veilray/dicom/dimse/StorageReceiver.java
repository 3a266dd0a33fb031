package io.veilray.dicom.dimse;

import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.dimse.Association.Agreement;
import io.veilray.dicom.dimse.Association.Context;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.MoveReceiver;
import io.veilray.dicom.pacs.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Listens for what an archive moves to us, and to nobody else: only from the archive's own network address, only from its
 * AE title to ours, only while a move runs.
 */
final class StorageReceiver implements AutoCloseable {
    private static final int MAX_ASSOCIATIONS = 4;
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);
    private static final String STANDARD_ROOT = "1.2.840.10008.";

    private final ServerSocket server;
    private final DimseAddress archive;
    private final Optional<SSLContext> tls;
    private final IncomingObjects objects;
    private final Predicate<Command> isExpected;
    private final Duration timeout;
    private final Runnable signOfLife;
    private final Set<InetAddress> peers;
    private final Semaphore places = new Semaphore(MAX_ASSOCIATIONS);
    private final Set<PduSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    private StorageReceiver(
            ServerSocket server,
            DimseAddress archive,
            Optional<SSLContext> tls,
            IncomingObjects objects,
            Predicate<Command> isExpected,
            Duration timeout,
            Runnable signOfLife,
            Set<InetAddress> peers) {
        this.server = server;
        this.archive = archive;
        this.tls = tls;
        this.objects = objects;
        this.isExpected = isExpected;
        this.timeout = timeout;
        this.signOfLife = signOfLife;
        this.peers = peers;
    }

    /**
     * Binds and listens.
     *
     * @param isExpected whether a C-STORE request belongs to the move that runs
     * @param signOfLife called at whatever the archive sends here, for it may be silent elsewhere meanwhile
     */
    static StorageReceiver listen(
            DimseAddress archive,
            Optional<SSLContext> tls,
            IncomingObjects objects,
            Predicate<Command> isExpected,
            Duration timeout,
            Runnable signOfLife)
            throws IOException, ArchiveException {
        MoveReceiver at = archive.receiver().orElseThrow();
        Set<InetAddress> peers = Set.copyOf(Arrays.asList(InetAddress.getAllByName(archive.host())));
        ServerSocket server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(at.bindHost(), at.port()));
        } catch (IOException e) {
            server.close();
            throw new ArchiveException(
                    ArchiveException.Reason.OWN_FILES,
                    "this computer cannot listen at " + at.bindHost() + ":" + at.port() + " (another program may do)",
                    e);
        }
        StorageReceiver receiver =
                new StorageReceiver(server, archive, tls, objects, isExpected, timeout, signOfLife, peers);
        Thread.ofPlatform().daemon().name("veilray-receiver").start(receiver::acceptAll);
        return receiver;
    }

    int port() {
        return server.getLocalPort();
    }

    private void acceptAll() {
        while (!ending) {
            try {
                Socket socket = server.accept();
                if (peers.contains(socket.getInetAddress()) && places.tryAcquire()) {
                    Thread.ofPlatform().daemon().name("veilray-receiver").start(() -> serve(socket));
                } else {
                    refuse(socket);
                }
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private void refuse(Socket socket) throws IOException {
        if (!peers.contains(socket.getInetAddress())) {
            objects.note("A connection from " + socket.getInetAddress().getHostAddress()
                    + " was refused: it is no address of the archive " + archive.host() + ".");
        }
        socket.close();
    }

    private void serve(Socket tcp) {
        try (tcp;
                PduSocket socket = new PduSocket(secured(tcp), tcp, timeout)) {
            open.add(socket);
            try {
                serve(socket);
            } finally {
                open.remove(socket);
            }
        } catch (IOException e) {
            if (!ending) {
                objects.note("A connection on which the archive sent objects broke.");
            }
        } finally {
            places.release();
        }
    }

    private void serve(PduSocket socket) throws IOException {
        try {
            Optional<Association> association = negotiate(socket);
            if (association.isPresent()) {
                serve(association.get());
            }
        } catch (UpperLayerException e) {
            objects.note("On the way in, the archive sent " + e.getMessage() + ".");
            socket.abort(new Pdu.Abort(Pdu.Abort.BY_PROVIDER, e.abortReason()));
        }
    }

    private void serve(Association association) throws IOException, UpperLayerException {
        try (StoreService service = new StoreService(association, objects, isExpected, signOfLife)) {
            if (service.next(m -> new MemorySink()).isPresent()) {
                throw new UpperLayerException(Pdu.Abort.UNEXPECTED_PDU, "an answer to no question");
            }
        }
    }

    private Socket secured(Socket tcp) throws IOException {
        if (tls.isEmpty()) {
            return tcp;
        }
        SSLSocket socket = (SSLSocket) tls.get().getSocketFactory().createSocket(tcp, null, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(TlsSettings.protocols());
        parameters.setWantClientAuth(true);
        socket.setSSLParameters(parameters);
        socket.setSoTimeout((int) timeout.toMillis());
        socket.startHandshake();
        return socket;
    }

    /** Agrees with the archive, or refuses as PS3.8 section 9.3.4 has it; empty then. */
    private Optional<Association> negotiate(PduSocket socket) throws IOException, UpperLayerException {
        if (!(socket.read() instanceof Pdu.AssociateRequest request)) {
            throw new UpperLayerException(Pdu.Abort.UNEXPECTED_PDU, "a first PDU that asks for no association");
        }
        Optional<Integer> reason = refusal(request);
        if (reason.isPresent()) {
            socket.write(new Pdu.AssociateReject(Rejections.PERMANENT, Rejections.BY_USER, reason.get()));
            return Optional.empty();
        }
        List<Pdu.Verdict> verdicts =
                request.proposals().stream().map(StorageReceiver::verdict).toList();
        socket.write(new Pdu.AssociateAccept(
                request.called(), request.calling(), verdicts, Dialer.ownInformation(List.of())));
        return Optional.of(new Association(socket, agreement(request, verdicts)));
    }

    private Optional<Integer> refusal(Pdu.AssociateRequest request) {
        if (!request.called().equals(archive.calling().text())) {
            objects.note("An association to another AE title than " + archive.calling() + " was refused.");
            return Optional.of(Rejections.CALLED_TITLE_UNKNOWN);
        }
        if (!request.calling().equals(archive.called().text())) {
            objects.note("An association from another AE title than " + archive.called() + " was refused.");
            return Optional.of(Rejections.CALLING_TITLE_UNKNOWN);
        }
        return Optional.empty();
    }

    /** The first of the proposed syntaxes that we read: the archive's own order says what costs it least. */
    private static Pdu.Verdict verdict(Pdu.Proposal proposal) {
        if (!isStorage(proposal.abstractSyntax())) {
            return new Pdu.Verdict(proposal.id(), Pdu.Verdict.ABSTRACT_SYNTAX_UNKNOWN, "");
        }
        return proposal.transferSyntaxes().stream()
                .filter(uid -> TransferSyntax.find(uid).filter(Proposals::reads).isPresent())
                .findFirst()
                .map(uid -> new Pdu.Verdict(proposal.id(), Pdu.Verdict.ACCEPTED, uid))
                .orElse(new Pdu.Verdict(proposal.id(), Pdu.Verdict.TRANSFER_SYNTAXES_UNKNOWN, ""));
    }

    /** Verification, the standard's storage classes and those of manufacturers. */
    private static boolean isStorage(String uid) {
        return uid.equals(Proposals.VERIFICATION)
                || uid.startsWith(Proposals.STORAGE_ROOT)
                || !uid.startsWith(STANDARD_ROOT);
    }

    private static Agreement agreement(Pdu.AssociateRequest request, List<Pdu.Verdict> verdicts) {
        Map<Integer, Context> contexts = new HashMap<>();
        for (int i = 0; i < verdicts.size(); i++) {
            Pdu.Verdict verdict = verdicts.get(i);
            if (verdict.result() == Pdu.Verdict.ACCEPTED) {
                String sopClass = request.proposals().get(i).abstractSyntax();
                contexts.put(verdict.id(), new Context(verdict.id(), sopClass, verdict.transferSyntax()));
            }
        }
        return new Agreement(
                contexts, request.user().maxPduBytes(), request.user().version());
    }

    /** Takes no more connections, lets those that are open come to their end, and then closes them. */
    @Override
    public void close() {
        ending = true;
        try {
            server.close();
            if (!places.tryAcquire(
                    MAX_ASSOCIATIONS, END_PATIENCE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                open.forEach(PduSocket::close);
            }
        } catch (IOException e) {
            open.forEach(PduSocket::close);
        } catch (InterruptedException e) {
            open.forEach(PduSocket::close);
            Thread.currentThread().interrupt();
        }
    }
}
