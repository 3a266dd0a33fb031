package io.veilray.dicom.dimse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The inside of protocol data units. Every length is checked against what is left of the item around it. */
final class PduReader {
    /** Longest P-DATA that we take and announce, in bytes. */
    static final int MAX_DATA_BYTES = 1 << 17;

    /** 128 contexts of all transfer syntaxes there are stay well below. */
    private static final int MAX_ASSOCIATE_BYTES = 1 << 18;

    private static final int FIXED_BYTES = 4;
    private static final int ASSOCIATE_HEAD_BYTES = 68;
    private static final int MAX_CONTEXTS = 128;

    private PduReader() {}

    /** Refuses a unit by its header, before its body is read. */
    static int checkedLength(int type, long length) throws UpperLayerException {
        long most =
                switch (type) {
                    case Pdu.ASSOCIATE_RQ, Pdu.ASSOCIATE_AC -> MAX_ASSOCIATE_BYTES;
                    case Pdu.DATA -> MAX_DATA_BYTES;
                    case Pdu.ASSOCIATE_RJ, Pdu.RELEASE_RQ, Pdu.RELEASE_RP, Pdu.ABORT -> FIXED_BYTES;
                    default ->
                        throw new UpperLayerException(
                                Pdu.Abort.UNRECOGNISED_PDU, "a PDU of type " + type + ": types are from 1 to 7");
                };
        long least = most == FIXED_BYTES ? FIXED_BYTES : 0;
        if (length < least || length > most) {
            throw UpperLayerException.invalid(
                    "a PDU of type " + type + " of " + length + " bytes: must be from " + least + " to " + most);
        }
        return (int) length;
    }

    static Pdu read(int type, ByteBuffer body) throws UpperLayerException {
        return switch (type) {
            case Pdu.ASSOCIATE_RQ -> request(body);
            case Pdu.ASSOCIATE_AC -> accept(body);
            case Pdu.ASSOCIATE_RJ ->
                new Pdu.AssociateReject(body.get(1) & 0xFF, body.get(2) & 0xFF, body.get(3) & 0xFF);
            case Pdu.DATA -> data(body);
            case Pdu.RELEASE_RQ -> new Pdu.ReleaseRequest();
            case Pdu.RELEASE_RP -> new Pdu.ReleaseReply();
            default -> new Pdu.Abort(body.get(2) & 0xFF, body.get(3) & 0xFF);
        };
    }

    private static Pdu.AssociateRequest request(ByteBuffer body) throws UpperLayerException {
        String[] titles = titles(body);
        List<Pdu.Proposal> proposals = new ArrayList<>();
        Pdu.UserInformation user = null;
        for (Item item : items(body)) {
            if (item.type == 0x20) {
                proposals.add(proposal(item.content));
            } else if (item.type == 0x50) {
                user = user(item.content);
            }
        }
        return new Pdu.AssociateRequest(titles[0], titles[1], bounded(proposals), required(user));
    }

    private static Pdu.AssociateAccept accept(ByteBuffer body) throws UpperLayerException {
        String[] titles = titles(body);
        List<Pdu.Verdict> verdicts = new ArrayList<>();
        Pdu.UserInformation user = null;
        for (Item item : items(body)) {
            if (item.type == 0x21) {
                verdicts.add(verdict(item.content));
            } else if (item.type == 0x50) {
                user = user(item.content);
            }
        }
        return new Pdu.AssociateAccept(titles[0], titles[1], bounded(verdicts), required(user));
    }

    private static <T> List<T> bounded(List<T> contexts) throws UpperLayerException {
        if (contexts.size() > MAX_CONTEXTS) {
            throw UpperLayerException.invalid(contexts.size() + " presentation contexts: at most " + MAX_CONTEXTS);
        }
        return contexts;
    }

    private static Pdu.UserInformation required(Pdu.UserInformation user) throws UpperLayerException {
        if (user == null) {
            throw UpperLayerException.invalid("an association without user information");
        }
        return user;
    }

    private static String[] titles(ByteBuffer body) throws UpperLayerException {
        if (body.remaining() < ASSOCIATE_HEAD_BYTES) {
            throw UpperLayerException.invalid("an association of " + body.remaining() + " bytes: at least "
                    + ASSOCIATE_HEAD_BYTES + " are fixed");
        }
        if ((body.getShort(0) & PduWriter.PROTOCOL_VERSION) == 0) {
            throw UpperLayerException.invalid("protocol version " + (body.getShort(0) & 0xFFFF) + ": must be 1");
        }
        String[] titles = {
            ascii(body.slice(4, 16)).strip(), ascii(body.slice(20, 16)).strip()
        };
        body.position(ASSOCIATE_HEAD_BYTES);
        return titles;
    }

    private static Pdu.Proposal proposal(ByteBuffer content) throws UpperLayerException {
        int id = contextHead(content)[0];
        String abstractSyntax = "";
        List<String> syntaxes = new ArrayList<>();
        for (Item item : items(content)) {
            if (item.type == 0x30) {
                abstractSyntax = uid(item.content);
            } else if (item.type == 0x40) {
                syntaxes.add(uid(item.content));
            }
        }
        return new Pdu.Proposal(id, abstractSyntax, syntaxes);
    }

    private static Pdu.Verdict verdict(ByteBuffer content) throws UpperLayerException {
        int[] head = contextHead(content);
        String syntax = "";
        for (Item item : items(content)) {
            if (item.type == 0x40 && syntax.isEmpty()) {
                syntax = uid(item.content);
            }
        }
        return new Pdu.Verdict(head[0], head[1], syntax);
    }

    /** Id and result of a presentation context item. */
    private static int[] contextHead(ByteBuffer content) throws UpperLayerException {
        if (content.remaining() < 4) {
            throw UpperLayerException.invalid("a presentation context of " + content.remaining() + " bytes");
        }
        int id = content.get() & 0xFF;
        content.get();
        int result = content.get() & 0xFF;
        content.get();
        if (id % 2 == 0) {
            throw UpperLayerException.invalid("presentation context " + id + ": must be odd");
        }
        return new int[] {id, result};
    }

    private static Pdu.UserInformation user(ByteBuffer content) throws UpperLayerException {
        long max = 0;
        String uid = "";
        String version = "";
        List<Pdu.Role> roles = new ArrayList<>();
        for (Item item : items(content)) {
            switch (item.type) {
                case 0x51 -> max = maxBytes(item.content);
                case 0x52 -> uid = uid(item.content);
                case 0x54 -> roles.add(role(item.content));
                case 0x55 -> version = ascii(item.content).strip();
                default -> {} // extended negotiations that we do not propose
            }
        }
        return new Pdu.UserInformation(max, uid, version, roles);
    }

    private static long maxBytes(ByteBuffer content) throws UpperLayerException {
        if (content.remaining() != 4) {
            throw UpperLayerException.invalid("a maximum length of " + content.remaining() + " bytes: must have 4");
        }
        return content.getInt() & 0xFFFFFFFFL;
    }

    private static Pdu.Role role(ByteBuffer content) throws UpperLayerException {
        int length = content.remaining() < 2 ? -1 : content.getShort() & 0xFFFF;
        if (length != content.remaining() - 2) {
            throw UpperLayerException.invalid(
                    "a role selection whose UID has " + length + " bytes of " + content.remaining());
        }
        String sopClass = uid(content.slice(content.position(), length));
        content.position(content.position() + length);
        return new Pdu.Role(sopClass, content.get() == 1, content.get() == 1);
    }

    private static Pdu.Data data(ByteBuffer body) throws UpperLayerException {
        List<Pdu.Fragment> fragments = new ArrayList<>();
        while (body.hasRemaining()) {
            int at = body.position();
            long length = body.remaining() < PduWriter.FRAGMENT_HEADER_BYTES ? -1 : body.getInt() & 0xFFFFFFFFL;
            if (length < 2 || length > body.remaining()) {
                throw UpperLayerException.invalid("at byte " + at + " of a P-DATA, a fragment of " + length
                        + " bytes with " + body.remaining() + " left");
            }
            int context = body.get() & 0xFF;
            int control = body.get();
            ByteBuffer bytes = body.slice(body.position(), (int) length - 2);
            body.position(body.position() + bytes.remaining());
            fragments.add(new Pdu.Fragment(context, (control & 1) != 0, (control & 2) != 0, bytes));
        }
        return new Pdu.Data(fragments);
    }

    private record Item(int type, ByteBuffer content) {}

    private static List<Item> items(ByteBuffer in) throws UpperLayerException {
        List<Item> items = new ArrayList<>();
        while (in.hasRemaining()) {
            int at = in.position();
            if (in.remaining() < 4) {
                throw UpperLayerException.invalid("an item cut off at byte " + at + " of its parent");
            }
            int type = in.get() & 0xFF;
            in.get();
            int length = in.getShort() & 0xFFFF;
            if (length > in.remaining()) {
                throw UpperLayerException.invalid(String.format(
                        "item %02XH at byte %d of its parent has %d bytes with %d left",
                        type, at, length, in.remaining()));
            }
            items.add(new Item(type, in.slice(in.position(), length)));
            in.position(in.position() + length);
        }
        return items;
    }

    /** Peers pad UIDs with a space or a zero byte, against section 9.3.1; anything else is kept as it stands. */
    private static String uid(ByteBuffer content) {
        String text = ascii(content);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String ascii(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }
}
