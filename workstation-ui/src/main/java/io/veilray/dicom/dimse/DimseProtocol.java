package io.veilray.dicom.dimse;

import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProtocol;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.TlsSettings;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** DIMSE, for addresses that begin with {@code dicom}. */
public final class DimseProtocol implements ArchiveProtocol {
    @Override
    public boolean speaks(ArchiveAddress address) {
        return address instanceof DimseAddress;
    }

    @Override
    public Archive open(ArchiveAddress address, ArchiveOptions options) throws ArchiveException {
        Optional<TlsSettings> tls = address.tls();
        Optional<SSLContext> context = tls.isPresent() ? Optional.of(tls.get().context()) : Optional.empty();
        return new DimseArchive((DimseAddress) address, context, options);
    }
}
