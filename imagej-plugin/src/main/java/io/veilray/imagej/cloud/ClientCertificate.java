package io.veilray.imagej.cloud;

import io.veilray.imagej.options.Invocation;
import io.veilray.keys.Identity;
import io.veilray.keys.KeyVault;
import io.veilray.keys.VaultException;
import io.veilray.keys.VaultException.Reason;
import io.veilray.keys.VaultPassword;
import io.veilray.protocol.CloudException;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;

/**
 * The client certificate of this user's key vault. Its password is read from the file that {@code
 * VEILRAY_VAULT_PASSWORD_FILE} names, or asked for once while ImageJ runs and the vault stays as it is; it is not kept.
 */
final class ClientCertificate {
    private static Optional<Known> known = Optional.empty();

    /** @param changed when the vault was changed last */
    private record Known(Identity identity, Path vault, FileTime changed) {}

    private ClientCertificate() {}

    /**
     * May ask, and then blocks until there is an answer.
     *
     * @throws CloudException if the user cancelled
     * @throws IOException with what to do, if it cannot be had
     */
    static Identity obtain() throws CloudException, IOException {
        Path vault = LoopbackTrust.home().resolve("vault.bcfks");
        if (!Files.exists(vault)) {
            throw new IOException("identity: there is no key vault " + vault
                    + ": take the certificate you were given with veilray certs import");
        }
        FileTime changed = Files.getLastModifiedTime(vault);
        Optional<Identity> before = known(vault, changed);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            Optional<Path> file = VaultPassword.namedFile();
            Identity identity = file.isPresent() ? read(vault, VaultPassword.fromFile(file.get())) : asked(vault);
            remember(new Known(identity, vault, changed));
            return identity;
        } catch (VaultException e) {
            throw new IOException("identity: " + e.getMessage(), e);
        }
    }

    private static synchronized Optional<Identity> known(Path vault, FileTime changed) {
        return known.filter(each -> each.vault().equals(vault) && each.changed().equals(changed))
                .map(Known::identity);
    }

    private static synchronized void remember(Known fresh) {
        known = Optional.of(fresh);
    }

    /** The next connection opens the vault again. */
    static synchronized void forget() {
        known = Optional.empty();
    }

    private static Identity asked(Path vault) throws CloudException, IOException, VaultException {
        if (!Invocation.current().interactive()) {
            throw new IOException("identity: nobody is there to be asked for the password of " + vault
                    + ": write it to a file that is yours alone and name that file in " + VaultPassword.VARIABLE);
        }
        String refused = "";
        while (true) {
            char[] typed = PasswordDialog.ask(vault, refused)
                    .orElseThrow(() ->
                            new CloudException(CloudException.Reason.CANCELLED, "no password was typed for " + vault));
            try {
                return read(vault, typed);
            } catch (VaultException e) {
                if (e.reason() != Reason.WRONG_PASSWORD) {
                    throw e;
                }
                refused = "This password does not open the key vault, or the file was changed.";
            }
        }
    }

    /** Wipes the password. */
    private static Identity read(Path vault, char[] password) throws VaultException {
        try (KeyVault open = KeyVault.open(vault, password)) {
            return open.identityOf("client")
                    .orElseThrow(() -> new VaultException(
                            Reason.MISSING,
                            vault + " holds no client certificate: take the one you were given with veilray certs"
                                    + " import"));
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
