package io.veilray.dicom.dcm4che;

import io.veilray.dicom.Dictionary;
import io.veilray.dicom.Tag;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.Echo;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.VR;
import org.dcm4che3.io.DicomInputStream;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.DimseRSP;
import org.dcm4che3.net.InputStreamDataWriter;
import org.dcm4che3.net.pdu.AAssociateRQ;
import org.dcm4che3.net.pdu.PresentationContext;

/** Echo, find and store; one association for each call. Does not fetch, and speaks no TLS. */
final class Dcm4cheArchive implements Archive {
    private static final String VERIFICATION = "1.2.840.10008.1.1";
    private static final String STUDY_ROOT_FIND = "1.2.840.10008.5.1.4.1.2.2.1";
    private static final String IMPLICIT_LITTLE = "1.2.840.10008.1.2";
    private static final int META_SOP_CLASS = 0x00020002;
    private static final int META_SOP_INSTANCE = 0x00020003;
    private static final int META_SYNTAX = 0x00020010;
    private static final int LEVEL = 0x00080052;
    private static final int STATUS = 0x00000900;

    private final Peer peer;

    private Dcm4cheArchive(Peer peer) {
        this.peer = peer;
    }

    static Dcm4cheArchive open(DimseAddress address, ArchiveOptions options) throws ArchiveException {
        if (address.tls().isPresent()) {
            throw new ArchiveException(Reason.UNSUPPORTED, "the adapter to dcm4che speaks no TLS");
        }
        return new Dcm4cheArchive(new Peer(address, options));
    }

    private static AAssociateRQ request(String service) {
        AAssociateRQ request = new AAssociateRQ();
        request.addPresentationContext(new PresentationContext(1, service, IMPLICIT_LITTLE));
        return request;
    }

    @Override
    public Echo echo() throws ArchiveException, InterruptedException {
        long start = System.nanoTime();
        return peer.ask(request(VERIFICATION), association -> {
            association.cecho().next();
            String product = association.getRemoteImplVersionName();
            return new Echo(Duration.ofNanos(System.nanoTime() - start), product == null ? "" : product);
        });
    }

    @Override
    public Found find(Query query) throws ArchiveException, InterruptedException {
        return peer.ask(request(STUDY_ROOT_FIND), association -> {
            List<Match> matches = new ArrayList<>();
            DimseRSP answer = association.cfind(STUDY_ROOT_FIND, 0, keys(query), IMPLICIT_LITTLE, query.limit());
            while (answer.next()) {
                if (answer.getDataset() != null && matches.size() < query.limit()) {
                    matches.add(new Match(query.level(), Conversion.toOurs(answer.getDataset())));
                }
            }
            return new Found(matches, matches.size() < query.limit());
        });
    }

    private static Attributes keys(Query query) {
        Attributes keys = new Attributes();
        keys.setString(LEVEL, VR.CS, query.level().name());
        query.level().asked().forEach(tag -> keys.setNull(number(tag), vr(tag)));
        query.keys().forEach((tag, value) -> keys.setString(number(tag), vr(tag), value));
        return keys;
    }

    private static int number(Tag tag) {
        return tag.group() << 16 | tag.element();
    }

    private static VR vr(Tag tag) {
        return VR.valueOf(Dictionary.vr(tag).name());
    }

    @Override
    public Stored store(List<Path> files, ArchiveProgress progress) throws ArchiveException, InterruptedException {
        List<Sendable> sendables = new ArrayList<>();
        AAssociateRQ request = new AAssociateRQ();
        for (Path file : files) {
            Sendable sendable = sendable(file);
            sendables.add(sendable);
            if (!request.containsPresentationContextFor(sendable.sopClass(), sendable.syntax())) {
                int id = request.getNumberOfPresentationContexts() * 2 + 1;
                request.addPresentationContext(new PresentationContext(id, sendable.sopClass(), sendable.syntax()));
            }
        }
        return peer.ask(request, association -> send(association, sendables, progress));
    }

    /** @param dataset the file's bytes behind its meta information, sent as they are */
    private record Sendable(Path file, String sopClass, String sopInstance, String syntax, InputStream dataset) {}

    private static Sendable sendable(Path file) throws ArchiveException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            DicomInputStream in = new DicomInputStream(new ByteArrayInputStream(bytes));
            Attributes meta = in.readFileMetaInformation();
            if (meta == null) {
                throw new IOException("it has no meta information");
            }
            int start = (int) in.getPosition();
            return new Sendable(
                    file,
                    meta.getString(META_SOP_CLASS, ""),
                    meta.getString(META_SOP_INSTANCE, ""),
                    meta.getString(META_SYNTAX, ""),
                    new ByteArrayInputStream(bytes, start, bytes.length - start));
        } catch (IOException e) {
            throw new ArchiveException(Reason.OWN_FILES, file + " cannot be read", e);
        }
    }

    private static Stored send(Association association, List<Sendable> sendables, ArchiveProgress progress)
            throws IOException, InterruptedException {
        List<Path> kept = new ArrayList<>();
        List<Stored.Refusal> refusals = new ArrayList<>();
        long bytes = 0;
        for (Sendable one : sendables) {
            DimseRSP answer = association.cstore(
                    one.sopClass(), one.sopInstance(), 0, new InputStreamDataWriter(one.dataset()), one.syntax());
            answer.next();
            int status = answer.getCommand().getInt(STATUS, -1);
            if (status == 0) {
                kept.add(one.file());
            } else {
                refusals.add(new Stored.Refusal(one.file(), "refused with status " + Integer.toHexString(status)));
            }
            bytes += Files.size(one.file());
            progress.reached(kept.size() + refusals.size(), OptionalInt.of(sendables.size()), bytes);
        }
        return new Stored(kept, refusals, List.of());
    }

    @Override
    public Retrieved get(Selection selection, Path folder, ArchiveProgress progress) throws ArchiveException {
        throw new ArchiveException(Reason.UNSUPPORTED, "the adapter to dcm4che does not fetch");
    }

    @Override
    public void close() {
        peer.close();
    }
}
