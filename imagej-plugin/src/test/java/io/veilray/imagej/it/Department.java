package io.veilray.imagej.it;

import io.veilray.client.LocalCloud;
import io.veilray.keys.CertificateMaker;
import io.veilray.keys.Identity;
import io.veilray.keys.KeyVault;
import io.veilray.keys.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;

/** A server that admits only those who show a certificate, and one such certificate in the key vault of a user's folder. */
record Department(LocalCloud.Running server, Path trust, Path passwordFile) implements AutoCloseable {
    static final String PASSWORD = "PLANTED-four-words";

    /**
     * @param home the user's, with the vault in its folder veilray
     * @param made when the client's certificate was, which is for 397 days
     */
    static Department open(Path home, InstantSource made) throws Exception {
        CertificateMaker maker = new CertificateMaker(made);
        Identity authority = maker.authority("Radiology");
        Path folder = Files.createDirectories(home.resolve("veilray"));
        try (KeyVault vault = KeyVault.create(folder.resolve("vault.bcfks"), PASSWORD.toCharArray())) {
            vault.putIdentity("client", maker.client(authority, "Reading room 3"));
        }
        LocalCloud.Running server = LocalCloud.find()
                .orElseThrow()
                .serve(
                        0,
                        Optional.empty(),
                        new LocalCloud.Listening(
                                "127.0.0.1",
                                Optional.empty(),
                                Optional.of(Pem.of(authority.certificate())),
                                Optional.empty()));
        Path trust = home.resolve("server.pem");
        Files.writeString(trust, server.endpoint().trustedCertificatePem().orElseThrow());
        Path password = Files.createFile(
                home.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, PASSWORD + "\n");
        return new Department(server, trust, password);
    }

    String address() {
        return "localhost:" + server.endpoint().port();
    }

    @Override
    public void close() {
        server.close();
    }
}
