package io.veilray.dicom.pacs;

import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;

/** Files that are said to hold certificates and keys, and addresses of archives. What is inside the base64 the JDK reads. */
class PemFuzzTest extends FuzzTest {
    private static final Path FILE = Path.of("x.pem");

    @Override
    protected Map<String, List<byte[]>> seeds() {
        return Map.of(
                "key",
                List.of(
                        bytes("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAAA\n-----END PRIVATE KEY-----"),
                        bytes("-----BEGIN PRIVATE KEY-----=-----END PRIVATE KEY-----")),
                "certificates",
                List.of(bytes("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----")),
                "address",
                List.of(bytes("dicom://ARCHIVE@host:104"), bytes("https://host/dicom-web")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Fuzz(
            most = 512,
            kilobytes = 1024,
            perByte = 8192,
            refusals = {ArchiveException.class, GeneralSecurityException.class})
    static void key(byte[] input) throws ArchiveException, GeneralSecurityException {
        PemFiles.key(input.clone(), FILE);
    }

    @Fuzz(most = 1024, kilobytes = 1024, perByte = 2048, refusals = ArchiveException.class)
    static void certificates(byte[] input) throws ArchiveException {
        PemFiles.certificates(input, FILE);
    }

    @Fuzz(most = 256, kilobytes = 1024, perByte = 2048)
    static void address(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        ArchiveAddress.parse(text);
    }
}
