package io.veilray.ui.prefs;

import java.util.Objects;

/**
 * One archive as the user described it. Without its password, which is asked for in each session.
 *
 * @param address as {@code ArchiveAddress} reads it
 * @param user for {@link SignIn#PASSWORD}; else empty
 * @param certificateFile the PEM file to trust; empty for what Java trusts
 * @param station what this computer calls itself to a DICOM archive; empty for a DICOMweb one
 * @param receivePort where a DICOM archive may deliver by C-MOVE; 0 to fetch by C-GET
 * @param unprotected whether the user allowed http:// to another computer
 */
public record ArchiveEntry(
        String name,
        String address,
        SignIn signIn,
        String user,
        String certificateFile,
        String station,
        int receivePort,
        boolean unprotected) {
    /** How the archive knows who asks. */
    public enum SignIn {
        NONE,
        PASSWORD,
        TOKEN
    }

    public ArchiveEntry {
        Objects.requireNonNull(address);
        Objects.requireNonNull(signIn);
        if (name.isBlank()) {
            throw new IllegalArgumentException("archive: needs a name");
        }
        if (receivePort < 0 || receivePort > 65535) {
            throw new IllegalArgumentException("receive port " + receivePort + ": must be from 0 to 65535");
        }
    }
}
