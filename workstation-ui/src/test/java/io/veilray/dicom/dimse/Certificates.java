package io.veilray.dicom.dimse;

import io.veilray.dicom.DebianTools;
import java.nio.file.Files;
import java.nio.file.Path;

/** Self-signed certificates for tests: {@code NAME.pem} with {@code NAME.key}. */
public final class Certificates {
    private Certificates() {}

    public static Path make(Path folder, String name, String host) throws Exception {
        Path certificate = folder.resolve(name + ".pem");
        Program.run(
                0,
                folder,
                DebianTools.require("openssl", "openssl"),
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "1",
                "-subj",
                "/CN=" + host,
                "-addext",
                "subjectAltName=DNS:" + host,
                "-keyout",
                key(certificate),
                "-out",
                certificate);
        if (!Files.readString(key(certificate)).contains("BEGIN PRIVATE KEY")) {
            throw new AssertionError("openssl wrote a key in another form");
        }
        return certificate;
    }

    public static Path key(Path certificate) {
        return certificate.resolveSibling(certificate.getFileName().toString().replace(".pem", ".key"));
    }
}
