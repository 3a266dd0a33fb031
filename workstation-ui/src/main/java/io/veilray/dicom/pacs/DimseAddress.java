package io.veilray.dicom.pacs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An archive that speaks DIMSE.
 *
 * @param calling what we call ourselves
 * @param called what the archive calls itself
 * @param receiver where to receive what is fetched, if by C-MOVE; empty to fetch by C-GET
 */
public record DimseAddress(
        String name,
        String host,
        int port,
        AeTitle calling,
        AeTitle called,
        Optional<TlsSettings> tls,
        Optional<MoveReceiver> receiver)
        implements ArchiveAddress {
    private static final Pattern TEXT =
            Pattern.compile("(?i)(dicoms?)://([^@/]+)@(\\[[0-9a-fA-F:.%]+\\]|[^:/@\\[\\]]+):(\\d{1,5})/?");

    public DimseAddress {
        Hosts.check(host, port);
        name = name.isBlank() ? host : name.strip();
    }

    static DimseAddress parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "archive address: must be dicom://AETITLE@HOST:PORT, dicoms:// for TLS, or"
                            + " https://HOST/PATH of a DICOMweb service, such as dicom://ORTHANC@localhost:4242");
        }
        boolean isTls = parts.group(1).length() > "dicom".length();
        return new DimseAddress(
                "",
                Hosts.bare(parts.group(3)),
                Integer.parseInt(parts.group(4)),
                AeTitle.VEILRAY,
                new AeTitle(Hosts.unescaped(parts.group(2))),
                isTls ? Optional.of(TlsSettings.JDK) : Optional.empty(),
                Optional.empty());
    }

    @Override
    public Kind kind() {
        return Kind.DIMSE;
    }

    @Override
    public String text() {
        return (tls.isPresent() ? "dicoms" : "dicom") + "://" + Hosts.escaped(called.text()) + "@" + Hosts.shown(host)
                + ":" + port;
    }

    @Override
    public DimseAddress named(String newName) {
        return new DimseAddress(newName, host, port, calling, called, tls, receiver);
    }

    @Override
    public DimseAddress with(TlsSettings settings) {
        return new DimseAddress(name, host, port, calling, called, Optional.of(settings), receiver);
    }

    public DimseAddress calling(AeTitle title) {
        return new DimseAddress(name, host, port, title, called, tls, receiver);
    }

    public DimseAddress receivingAt(MoveReceiver at) {
        return new DimseAddress(name, host, port, calling, called, tls, Optional.of(at));
    }
}
