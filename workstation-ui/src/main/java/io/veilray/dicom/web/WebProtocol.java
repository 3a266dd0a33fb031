package io.veilray.dicom.web;

import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProtocol;
import io.veilray.dicom.pacs.WebAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Opens archives at {@code https://} and, where that is safe or wanted, {@code http://} addresses. */
public final class WebProtocol implements ArchiveProtocol {
    @Override
    public boolean speaks(ArchiveAddress address) {
        return address instanceof WebAddress;
    }

    @Override
    public Archive open(ArchiveAddress address, ArchiveOptions options) throws ArchiveException {
        WebAddress web = (WebAddress) address;
        requireProtection(web);
        return new WebArchive(new WebClient(web, options, WebLimits.USUAL.silentFor(options.answerTimeout())));
    }

    /** Patients' names do not cross a network in the clear by accident. */
    private static void requireProtection(WebAddress address) throws ArchiveException {
        if (address.tls().isEmpty()
                && !address.unprotected()
                && !isThisComputer(address.base().getHost())) {
            throw new ArchiveException(
                    Reason.NOT_TRUSTED,
                    "http:// would send names of patients and passwords unprotected to "
                            + address.base().getHost() + " (use https://, or allow it for this archive)");
        }
    }

    private static boolean isThisComputer(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        boolean isLiteral = bare.contains(":") || bare.matches("[0-9.]+");
        try {
            return bare.equalsIgnoreCase("localhost")
                    || isLiteral && InetAddress.getByName(bare).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
