package io.veilray.dicom.dimse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Protocol data units as bytes, big endian throughout. */
final class PduWriter {
    static final int PROTOCOL_VERSION = 1;
    static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

    /** Of the header of a unit: type, a reserved byte, a length of four bytes. */
    static final int HEADER_BYTES = 6;

    /** Before each fragment: its length in four bytes, the context's id, the control header. */
    static final int FRAGMENT_HEADER_BYTES = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PduWriter() {}

    static byte[] bytes(Pdu pdu) {
        return switch (pdu) {
            case Pdu.AssociateRequest request -> unit(Pdu.ASSOCIATE_RQ, request(request));
            case Pdu.AssociateAccept accept -> unit(Pdu.ASSOCIATE_AC, accept(accept));
            case Pdu.AssociateReject reject ->
                unit(
                        Pdu.ASSOCIATE_RJ,
                        new byte[] {0, (byte) reject.result(), (byte) reject.source(), (byte) reject.reason()});
            case Pdu.Data data -> unit(Pdu.DATA, data(data));
            case Pdu.ReleaseRequest release -> unit(Pdu.RELEASE_RQ, new byte[4]);
            case Pdu.ReleaseReply release -> unit(Pdu.RELEASE_RP, new byte[4]);
            case Pdu.Abort abort -> unit(Pdu.ABORT, new byte[] {0, 0, (byte) abort.source(), (byte) abort.reason()});
        };
    }

    private static byte[] unit(int type, byte[] body) {
        ByteBuffer unit = ByteBuffer.allocate(HEADER_BYTES + body.length);
        return unit.put((byte) type).put((byte) 0).putInt(body.length).put(body).array();
    }

    private static byte[] request(Pdu.AssociateRequest request) {
        PduWriter body = head(request.called(), request.calling());
        for (Pdu.Proposal proposal : request.proposals()) {
            PduWriter context = new PduWriter().put(proposal.id(), 0, 0, 0).text(0x30, proposal.abstractSyntax());
            proposal.transferSyntaxes().forEach(syntax -> context.text(0x40, syntax));
            body.item(0x20, context);
        }
        return body.item(0x50, user(request.user())).done();
    }

    private static byte[] accept(Pdu.AssociateAccept accept) {
        PduWriter body = head(accept.called(), accept.calling());
        for (Pdu.Verdict verdict : accept.verdicts()) {
            body.item(
                    0x21,
                    new PduWriter().put(verdict.id(), 0, verdict.result(), 0).text(0x40, verdict.transferSyntax()));
        }
        return body.item(0x50, user(accept.user())).done();
    }

    private static PduWriter head(String called, String calling) {
        PduWriter head =
                new PduWriter().put(0, PROTOCOL_VERSION, 0, 0).title(called).title(calling);
        head.out.writeBytes(new byte[32]);
        return head.text(0x10, APPLICATION_CONTEXT);
    }

    private static PduWriter user(Pdu.UserInformation user) {
        PduWriter max = new PduWriter();
        max.out.writeBytes(
                ByteBuffer.allocate(4).putInt((int) user.maxPduBytes()).array());
        PduWriter items = new PduWriter().item(0x51, max).text(0x52, user.implementationUid());
        for (Pdu.Role role : user.roles()) {
            PduWriter content = new PduWriter().put(0, role.sopClass().length());
            content.out.writeBytes(role.sopClass().getBytes(StandardCharsets.US_ASCII));
            items.item(0x54, content.put(role.user() ? 1 : 0, role.provider() ? 1 : 0));
        }
        return user.version().isEmpty() ? items : items.text(0x55, user.version());
    }

    private static byte[] data(Pdu.Data data) {
        PduWriter body = new PduWriter();
        for (Pdu.Fragment fragment : data.fragments()) {
            byte[] bytes = new byte[fragment.bytes().remaining()];
            fragment.bytes().duplicate().get(bytes);
            body.out.writeBytes(fragmentHeader(fragment, bytes.length));
            body.out.writeBytes(bytes);
        }
        return body.done();
    }

    static byte[] fragmentHeader(Pdu.Fragment fragment, int bytes) {
        int control = (fragment.isCommand() ? 1 : 0) | (fragment.isLast() ? 2 : 0);
        return ByteBuffer.allocate(FRAGMENT_HEADER_BYTES)
                .putInt(bytes + 2)
                .put((byte) fragment.context())
                .put((byte) control)
                .array();
    }

    private PduWriter put(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    private PduWriter title(String title) {
        byte[] padded = String.format("%-16s", title).getBytes(StandardCharsets.US_ASCII);
        out.write(padded, 0, 16);
        return this;
    }

    private PduWriter text(int type, String text) {
        PduWriter content = new PduWriter();
        content.out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return item(type, content);
    }

    private PduWriter item(int type, PduWriter content) {
        byte[] bytes = content.done();
        put(type, 0, bytes.length >> 8, bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private byte[] done() {
        return out.toByteArray();
    }
}
