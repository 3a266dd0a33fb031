package io.veilray.dicom.dimse;

import java.nio.ByteBuffer;
import java.util.List;

/** The protocol data units of the upper layer, PS3.8 section 9.3. */
sealed interface Pdu {
    int ASSOCIATE_RQ = 1;
    int ASSOCIATE_AC = 2;
    int ASSOCIATE_RJ = 3;
    int DATA = 4;
    int RELEASE_RQ = 5;
    int RELEASE_RP = 6;
    int ABORT = 7;

    /** AE titles are as received, without the spaces around them. */
    record AssociateRequest(String called, String calling, List<Proposal> proposals, UserInformation user)
            implements Pdu {}

    record AssociateAccept(String called, String calling, List<Verdict> verdicts, UserInformation user)
            implements Pdu {}

    /** Result, source and reason are those of table 9-21. */
    record AssociateReject(int result, int source, int reason) implements Pdu {}

    record Data(List<Fragment> fragments) implements Pdu {}

    record ReleaseRequest() implements Pdu {}

    record ReleaseReply() implements Pdu {}

    /** Source and reason are those of table 9-26. */
    record Abort(int source, int reason) implements Pdu {
        static final int BY_USER = 0;
        static final int BY_PROVIDER = 2;
        static final int UNSPECIFIED = 0;
        static final int UNRECOGNISED_PDU = 1;
        static final int UNEXPECTED_PDU = 2;
        static final int INVALID_PARAMETER = 6;
    }

    /** A presentation context as it is proposed; the id is odd, from 1 to 255. */
    record Proposal(int id, String abstractSyntax, List<String> transferSyntaxes) {}

    /** What became of a proposal; the transfer syntax counts only if the result is acceptance. */
    record Verdict(int id, int result, String transferSyntax) {
        static final int ACCEPTED = 0;
        static final int ABSTRACT_SYNTAX_UNKNOWN = 3;
        static final int TRANSFER_SYNTAXES_UNKNOWN = 4;
    }

    /**
     * Section D.1 and D.3 of PS3.7 and PS3.8.
     *
     * @param maxPduBytes the longest P-DATA that its sender takes; 0 for any
     * @param version empty if there is none
     */
    record UserInformation(long maxPduBytes, String implementationUid, String version, List<Role> roles) {}

    /** Who may be what for a SOP class, PS3.7 section D.3.3.4. */
    record Role(String sopClass, boolean user, boolean provider) {}

    /** One piece of a command or a data set, section 9.3.5.1 and annex E.2. The bytes die with the next unit read. */
    record Fragment(int context, boolean isCommand, boolean isLast, ByteBuffer bytes) {}
}
