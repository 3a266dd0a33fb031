package io.veilray.dicom.pacs;

import java.util.ServiceLoader;

/** Finds who speaks an address's protocol. */
public final class Archives {
    private Archives() {}

    /** An archive to ask. Connects to nothing yet; fails if a certificate file cannot be used. */
    public static Archive open(ArchiveAddress address, ArchiveOptions options) throws ArchiveException {
        for (ArchiveProtocol protocol : ServiceLoader.load(ArchiveProtocol.class, Archives.class.getClassLoader())) {
            if (protocol.speaks(address)) {
                return protocol.open(address, options);
            }
        }
        throw new ArchiveException(
                ArchiveException.Reason.UNSUPPORTED,
                "this build speaks no protocol for addresses such as " + address.text());
    }
}
