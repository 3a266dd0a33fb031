package io.veilray.ui.app;

import io.veilray.keys.Identity;
import io.veilray.keys.KeyVault;
import io.veilray.keys.VaultException;
import io.veilray.keys.VaultPassword;
import io.veilray.ui.prefs.HomeFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which key vault a command opens; its password never is an option. */
final class VaultOptions {
    private VaultOptions() {}

    static Path own() {
        return HomeFolder.path().resolve("vault.bcfks");
    }

    static KeyVault open(Path file) throws VaultException {
        if (!Files.exists(file)) {
            throw new VaultException(
                    VaultException.Reason.MISSING, "there is no key vault " + file + ": check the path, or make one");
        }
        return with(file, false, Optional.empty());
    }

    private static KeyVault openOrCreate(Path file, Optional<Path> passwordFile) throws VaultException {
        return with(file, !Files.exists(file), passwordFile);
    }

    /** @param fresh whether it is made */
    static KeyVault with(Path file, boolean fresh, Optional<Path> passwordFile) throws VaultException {
        char[] password = passwordFile.isPresent()
                ? VaultPassword.fromFile(passwordFile.get())
                : VaultPassword.obtain(file, fresh);
        try {
            return fresh ? KeyVault.create(file, password) : KeyVault.open(file, password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** The vault of whoever runs the command. */
    static final class Own {
        @Option(
                names = "--vault",
                paramLabel = "FILE",
                description = "Key vault; vault.bcfks in ~/.veilray if left out.")
        private Optional<Path> file = Optional.empty();

        Path file() {
            return file.orElseGet(VaultOptions::own);
        }

        KeyVault open() throws VaultException {
            return VaultOptions.open(file());
        }
    }

    /** The vault with the authority's key. */
    static final class OfAuthority {
        @Option(
                names = "--vault",
                paramLabel = "FILE",
                description = "Key vault of the authority; ca.bcfks in ~/.veilray if left out.")
        private Optional<Path> file = Optional.empty();

        Path file() {
            return file.orElseGet(() -> HomeFolder.path().resolve("ca.bcfks"));
        }

        KeyVault open() throws VaultException {
            return VaultOptions.open(file());
        }

        KeyVault openOrCreate() throws VaultException {
            return VaultOptions.openOrCreate(file(), Optional.empty());
        }
    }

    /** The vault of a server or client that a certificate goes into. */
    static final class Target {
        @Option(
                names = "--to",
                paramLabel = "FILE",
                description =
                        "Key vault of the server or client, made if absent; vault.bcfks in ~/.veilray if left out.")
        private Optional<Path> file = Optional.empty();

        @Option(
                names = "--to-password-file",
                paramLabel = "FILE",
                description = "File, yours alone, with that vault's password in its first line.")
        private Optional<Path> passwordFile = Optional.empty();

        Path file() {
            return file.orElseGet(VaultOptions::own);
        }

        KeyVault open() throws VaultException {
            if (!Files.exists(file())) {
                return VaultOptions.open(file()); // says that there is none
            }
            return openOrCreate();
        }

        KeyVault openOrCreate() throws VaultException {
            return VaultOptions.openOrCreate(file(), passwordFile);
        }

        void putNew(String name, Identity identity) throws VaultException {
            try (KeyVault vault = openOrCreate()) {
                if (vault.identityOf(name).isPresent()) {
                    throw new VaultException(
                            VaultException.Reason.EXISTS,
                            "the key vault " + file() + " holds a " + name
                                    + "'s certificate already: renew it with veilray certs renew " + name
                                    + ", or choose another --to");
                }
                vault.putIdentity(name, identity);
            }
        }
    }
}
