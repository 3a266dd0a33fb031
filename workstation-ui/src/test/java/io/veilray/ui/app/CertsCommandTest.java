package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.client.PrivateClassifier;
import io.veilray.keys.CertificateFacts;
import io.veilray.keys.KeyVault;
import io.veilray.keys.Pem;
import io.veilray.tls.SeenConnection;
import io.veilray.wire.Endpoint;
import io.veilray.wire.Limits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What IT does to set up a department, from the first command to a connection that both ends vouch for. */
class CertsCommandTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final String PROPERTY = "veilray.vault.password.file";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void passwordFile() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        System.setProperty(PROPERTY, file.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private String done(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true));
        assertEquals(0, Veilray.run(console, Services.real(), args), err.toString());
        assertFalse((out.toString() + err).contains("correct horse"));
        return out.toString();
    }

    private String refused(ExitCode code, String... args) {
        err.getBuffer().setLength(0);
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true));
        assertEquals(code.number(), Veilray.run(console, Services.real(), args), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        return err.toString();
    }

    @Test
    void department_isSetUpRenewedAndReached() throws Exception {
        String made = done("certs", "ca", "--name", "Radiology, Example Hospital", "--vault", at("ca.bcfks"));
        assertTrue(made.contains("CN=Radiology") && made.contains("1824 days left"), made);
        done(
                "certs",
                "server",
                "--host",
                "localhost",
                "--host",
                "127.0.0.1",
                "--vault",
                at("ca.bcfks"),
                "--to",
                at("server.bcfks"));
        done("certs", "client", "--name", "Reading room 3", "--vault", at("ca.bcfks"), "--to", at("room3.bcfks"));
        done("certs", "import", at("room3.bcfks"), "--to", at("own.bcfks"));
        String before = done("certs", "show", "--vault", at("server.bcfks"));
        assertTrue(before.contains("for localhost, 127.0.0.1") && before.contains("396 days left"), before);
        done("certs", "renew", "server", "--vault", at("ca.bcfks"), "--to", at("server.bcfks"));
        String after = done("certs", "show", "--vault", at("server.bcfks"));
        assertTrue(after.contains("server-old: CN=localhost") && after.contains("server: CN=localhost"), after);
        assertTrue(after.contains(before.lines()
                .filter(line -> line.contains("SHA-256"))
                .findFirst()
                .orElseThrow()));
        assertReached();
    }

    private void assertReached() throws Exception {
        String authority = Files.readString(folder.resolve("ca.pem"));
        char[] password = PASSWORD.toCharArray();
        LocalCloud cloud = LocalCloud.find().orElseThrow();
        KeyVault vault = KeyVault.open(folder.resolve("server.bcfks"), password);
        LocalCloud.Listening how =
                new LocalCloud.Listening("127.0.0.1", Optional.of(vault), Optional.of(authority), Optional.empty());
        SeenConnection seen = new SeenConnection();
        try (LocalCloud.Running server = cloud.serve(0, Optional.empty(), how);
                KeyVault own = KeyVault.open(folder.resolve("own.bcfks"), password)) {
            int port = server.endpoint().port();
            Endpoint endpoint = Endpoint.parse("localhost:" + port)
                    .trusting(authority)
                    .showing(own.identityOf("client").orElseThrow());
            PrivateClassifier.connect(endpoint, Limits.DEFAULT, seen).close();
            String said = refused(
                    ExitCode.SERVER,
                    "evaluate",
                    "--data",
                    folders(),
                    "--model",
                    "x",
                    "--server",
                    "localhost:" + port,
                    "--trust",
                    at("ca.pem"));
            assertTrue(said.contains("--identity"), said);
            said = refused(
                    ExitCode.UNKNOWN_MODEL,
                    "evaluate",
                    "--data",
                    folders(),
                    "--model",
                    "x",
                    "--server",
                    "localhost:" + port,
                    "--trust",
                    at("ca.pem"),
                    "--identity",
                    "--vault",
                    at("own.bcfks"));
        }
        assertTrue(seen.facts().orElseThrow().mutual());
        CertificateFacts signer =
                CertificateFacts.of(Pem.certificates(authority).getFirst());
        assertEquals(signer.subject(), seen.facts().orElseThrow().server().issuer());
    }

    private String folders() throws Exception {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("a"));
        Files.createDirectories(data.resolve("b"));
        for (String name : new String[] {"a", "b"}) {
            javax.imageio.ImageIO.write(
                    new java.awt.image.BufferedImage(4, 4, java.awt.image.BufferedImage.TYPE_BYTE_GRAY),
                    "png",
                    data.resolve(name).resolve("1.png").toFile());
        }
        return data.toString();
    }

    @Test
    void whatCannotBeDone_isOneSentence() throws Exception {
        assertTrue(refused(ExitCode.FILE, "certs", "show", "--vault", at("none.bcfks"))
                .contains("no key vault"));
        assertTrue(refused(ExitCode.FILE, "certs", "server", "--host", "x", "--vault", at("none.bcfks"))
                .contains("no key vault"));
        done("certs", "ca", "--name", "Radiology", "--vault", at("ca.bcfks"));
        assertTrue(refused(ExitCode.FILE, "certs", "ca", "--name", "Radiology", "--vault", at("ca.bcfks"))
                .contains("there already"));
        assertTrue(
                refused(ExitCode.WRONG_ARGUMENTS, "certs", "server", "--host", "two words", "--vault", at("ca.bcfks"))
                        .contains("host name \"two words\""));
        assertTrue(
                refused(ExitCode.WRONG_ARGUMENTS, "serve", "--bind", "0.0.0.0").contains("--identity"));
        Files.setPosixFilePermissions(folder.resolve("password"), PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(refused(ExitCode.FILE, "certs", "show", "--vault", at("ca.bcfks"))
                .contains("chmod 600"));
    }
}
