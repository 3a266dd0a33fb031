package io.veilray.dicom.pacs;

/** A way to speak with archives; implementations are named in {@code META-INF/services}. */
public interface ArchiveProtocol {
    boolean speaks(ArchiveAddress address);

    /** Connects to nothing yet, but reads certificate files. */
    Archive open(ArchiveAddress address, ArchiveOptions options) throws ArchiveException;
}
