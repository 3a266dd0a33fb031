package io.veilray.dicom.dimse;

import io.veilray.dicom.Uids;
import io.veilray.dicom.dimse.Association.Agreement;
import io.veilray.dicom.dimse.Association.Context;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.TlsSettings;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Opens associations: TCP, TLS where the address asks for it, then A-ASSOCIATE (PS3.8 section 9.3.2). */
final class Dialer {
    private final DimseAddress address;
    private final Optional<SSLContext> tls;
    private final Duration connectTimeout;

    Dialer(DimseAddress address, Optional<SSLContext> tls, Duration connectTimeout) {
        this.address = address;
        this.tls = tls;
        this.connectTimeout = connectTimeout;
    }

    /**
     * Connects and negotiates.
     *
     * @param dialing told of the TCP socket before it connects: closing it ends the attempt
     */
    Association open(Consumer<Socket> dialing, List<Pdu.Proposal> proposals, List<Pdu.Role> roles)
            throws IOException, UpperLayerException, ArchiveException {
        Socket tcp = new Socket();
        dialing.accept(tcp);
        try {
            tcp.connect(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()), (int)
                    connectTimeout.toMillis());
            PduSocket socket = new PduSocket(tls.isPresent() ? secured(tcp) : tcp, tcp, connectTimeout);
            return associate(socket, proposals, roles);
        } catch (IOException | UpperLayerException | ArchiveException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    private Socket secured(Socket tcp) throws IOException, ArchiveException {
        SSLSocket socket = (SSLSocket)
                tls.orElseThrow().getSocketFactory().createSocket(tcp, address.host(), address.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // compares the host name, RFC 2818 section 3.1
        parameters.setProtocols(TlsSettings.protocols());
        socket.setSSLParameters(parameters);
        socket.setSoTimeout((int) connectTimeout.toMillis());
        try {
            socket.startHandshake();
            return socket;
        } catch (SSLException e) {
            throw new ArchiveException(
                    Reason.NOT_TRUSTED,
                    "no protected connection with " + address.host()
                            + " came about (it has no certificate that is trusted"
                            + " for this host name, wants one from us, or does not speak TLS 1.2 or 1.3)",
                    e);
        }
    }

    private Association associate(PduSocket socket, List<Pdu.Proposal> proposals, List<Pdu.Role> roles)
            throws IOException, UpperLayerException, ArchiveException {
        try {
            socket.write(new Pdu.AssociateRequest(
                    address.called().text(), address.calling().text(), proposals, ownInformation(roles)));
            return switch (socket.read()) {
                case Pdu.AssociateAccept accept -> new Association(socket, agreement(proposals, accept));
                case Pdu.AssociateReject reject -> throw Rejections.exception(reject, address);
                case Pdu.Abort abort -> throw new PeerAbortException(abort);
                default ->
                    throw new UpperLayerException(
                            Pdu.Abort.UNEXPECTED_PDU, "an association answered by a PDU that is no answer");
            };
        } catch (UpperLayerException e) {
            socket.abort(new Pdu.Abort(Pdu.Abort.BY_PROVIDER, e.abortReason()));
            throw e;
        } catch (EOFException | SocketException | SSLException e) {
            if (tls.isEmpty()) {
                throw e;
            }
            throw turnedAway(e);
        }
    }

    /** In TLS 1.3 the archive looks at our certificate when the handshake is over for us. */
    private ArchiveException turnedAway(IOException cause) {
        return new ArchiveException(
                Reason.NOT_TRUSTED,
                address.host()
                        + " ended the protected connection at once: it may want a certificate from us, or another",
                cause);
    }

    static Pdu.UserInformation ownInformation(List<Pdu.Role> roles) {
        return new Pdu.UserInformation(
                PduReader.MAX_DATA_BYTES, Uids.IMPLEMENTATION_CLASS, Uids.IMPLEMENTATION_VERSION, roles);
    }

    private static Agreement agreement(List<Pdu.Proposal> proposals, Pdu.AssociateAccept accept)
            throws UpperLayerException {
        Map<Integer, Context> contexts = new HashMap<>();
        for (Pdu.Verdict verdict : accept.verdicts()) {
            if (verdict.result() == Pdu.Verdict.ACCEPTED) {
                contexts.put(verdict.id(), accepted(proposals, verdict));
            }
        }
        return new Agreement(
                contexts, accept.user().maxPduBytes(), accept.user().version());
    }

    private static Context accepted(List<Pdu.Proposal> proposals, Pdu.Verdict verdict) throws UpperLayerException {
        for (Pdu.Proposal proposal : proposals) {
            if (proposal.id() == verdict.id() && proposal.transferSyntaxes().contains(verdict.transferSyntax())) {
                return new Context(verdict.id(), proposal.abstractSyntax(), verdict.transferSyntax());
            }
        }
        throw UpperLayerException.invalid(
                "presentation context " + verdict.id() + " accepted with what was not proposed for it");
    }
}
