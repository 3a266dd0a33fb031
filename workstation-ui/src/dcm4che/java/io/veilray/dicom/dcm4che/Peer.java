package io.veilray.dicom.dcm4che;

import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.DimseAddress;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.dcm4che3.net.ApplicationEntity;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.Connection;
import org.dcm4che3.net.Device;
import org.dcm4che3.net.IncompatibleConnectionException;
import org.dcm4che3.net.pdu.AAssociateRQ;

/** An application entity of dcm4che's that connects to one archive. */
final class Peer implements AutoCloseable {
    private final DimseAddress address;
    private final ArchiveOptions options;
    private final ExecutorService executor = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("dcm4che").factory());
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dcm4che-clock").factory());

    interface Question<T> {
        T ask(Association association) throws IOException, InterruptedException;
    }

    Peer(DimseAddress address, ArchiveOptions options) {
        this.address = address;
        this.options = options;
    }

    <T> T ask(AAssociateRQ request, Question<T> question) throws ArchiveException, InterruptedException {
        request.setCallingAET(address.calling().text());
        request.setCalledAET(address.called().text());
        try {
            Association association = entity().connect(remote(), request);
            return released(association, question);
        } catch (IOException | IncompatibleConnectionException | GeneralSecurityException e) {
            throw new ArchiveException(Reason.FAILED, "dcm4che: " + e.getMessage(), e);
        }
    }

    /** Aborts where the question fails: a release would wait for answers that no longer come. */
    private static <T> T released(Association association, Question<T> question)
            throws IOException, InterruptedException {
        boolean answered = false;
        try {
            T answer = question.ask(association);
            association.waitForOutstandingRSP();
            association.release();
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                association.abort();
            }
        }
    }

    private ApplicationEntity entity() {
        Connection local = timed(new Connection());
        ApplicationEntity entity = new ApplicationEntity(address.calling().text());
        Device device = new Device("veilray");
        device.addConnection(local);
        device.addApplicationEntity(entity);
        device.setExecutor(executor);
        device.setScheduledExecutor(clock);
        entity.addConnection(local);
        return entity;
    }

    private Connection remote() {
        Connection remote = timed(new Connection());
        remote.setHostname(address.host());
        remote.setPort(address.port());
        return remote;
    }

    private Connection timed(Connection connection) {
        connection.setConnectTimeout((int) options.connectTimeout().toMillis());
        connection.setResponseTimeout((int) options.answerTimeout().toMillis());
        return connection;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        clock.shutdownNow();
    }
}
