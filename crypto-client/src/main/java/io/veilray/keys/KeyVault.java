package io.veilray.keys;

import io.veilray.keys.VaultException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.SecretKey;

/**
 * Long-term secrets in a BCFKS key store file under a password. Safe for use by several threads and processes: each change
 * is made to what the file holds at that moment, and replaces the file as a whole. Opening or changing it takes some
 * tenths of a second, on purpose.
 *
 * <p>Guarantees: what lies on the disk tells nothing of the keys without the password, a changed file is refused, files
 * are their owner's alone, and neither {@link #toString} nor an exception holds a secret.
 *
 * <p>Does not guarantee: that an older copy of the whole file is noticed, anything against who reads this process's memory,
 * that Java keeps no copy of a key that was taken out, or a strong password.
 */
public final class KeyVault implements AutoCloseable {
    public static final int LEAST_PASSWORD_CHARACTERS = 12;

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,63}";
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock(); // file locks do not part threads

    private final Path file;
    private final char[] password;
    private byte[] content = new byte[0];
    private KeyStore store;
    private boolean closed;

    private KeyVault(Path file, char[] password) {
        this.file = file.toAbsolutePath();
        this.password = password.clone();
    }

    /** Opens one; the password stays the caller's, to be wiped. */
    public static KeyVault open(Path file, char[] password) throws VaultException {
        KeyVault vault = new KeyVault(file, password);
        try {
            vault.readAgain();
            return vault;
        } catch (VaultException e) {
            vault.close();
            throw e;
        }
    }

    /** Makes an empty one where there is no file yet; the password stays the caller's, to be wiped. */
    public static KeyVault create(Path file, char[] password) throws VaultException {
        if (password.length < LEAST_PASSWORD_CHARACTERS) {
            throw new VaultException(
                    Reason.SHORT_PASSWORD,
                    "the password for a key vault must have at least " + LEAST_PASSWORD_CHARACTERS
                            + " characters: choose a longer one, such as four words");
        }
        KeyVault vault = new KeyVault(file, password);
        try {
            vault.locked(vault::writeFirst);
            return vault;
        } catch (VaultException e) {
            vault.close();
            throw e;
        }
    }

    private void writeFirst() throws GeneralSecurityException, IOException, VaultException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new VaultException(
                    Reason.EXISTS, "there is a file " + file + " already: open it, or choose another name");
        }
        store = StoreFile.empty();
        write();
    }

    private void write() throws GeneralSecurityException, IOException {
        byte[] fresh = StoreFile.encode(store, password);
        OwnerFiles.replace(Files.exists(file) ? file.toRealPath() : file, fresh);
        content = fresh;
    }

    /** Another process may have changed the file. */
    private void readAgain() throws VaultException {
        byte[] now = StoreFile.read(file);
        if (store == null || !Arrays.equals(now, content)) {
            store = StoreFile.decode(file, now, password);
            content = now;
        }
    }

    /** The secret key of that name, if there is one. */
    public synchronized Optional<SecretKey> secret(String name) throws VaultException {
        return key(name, SecretKey.class);
    }

    public void putSecret(String name, SecretKey key) throws VaultException {
        change(name, fresh -> fresh.setKeyEntry(name, key, password, null));
    }

    /** The private key of that name with its certificate and those of its issuers, if there is one. */
    public synchronized Optional<KeyStore.PrivateKeyEntry> identity(String name) throws VaultException {
        Optional<PrivateKey> key = key(name, PrivateKey.class);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = JdkTypes.of(store.getCertificateChain(name));
            return Optional.of(new KeyStore.PrivateKeyEntry(JdkTypes.of(key.get()), chain));
        } catch (GeneralSecurityException e) {
            throw unusable(name, e);
        }
    }

    /** The same as one value. */
    public Optional<Identity> identityOf(String name) throws VaultException {
        return identity(name).map(Identity::of);
    }

    public void putIdentity(String name, Identity identity) throws VaultException {
        putIdentity(name, identity.key(), identity.chain().toArray(X509Certificate[]::new));
    }

    /** @param chain the key's certificate, then its issuers' */
    public void putIdentity(String name, PrivateKey key, X509Certificate... chain) throws VaultException {
        if (chain.length == 0) {
            throw new IllegalArgumentException("identity \"" + name + "\": needs its certificate");
        }
        change(name, fresh -> fresh.setKeyEntry(name, key, password, chain));
    }

    /** Takes up what another process wrote meanwhile. */
    public synchronized void refresh() throws VaultException {
        requireOpen("any");
        readAgain();
    }

    public Path file() {
        return file;
    }

    /** Does nothing if there is none. */
    public void remove(String name) throws VaultException {
        change(name, fresh -> fresh.deleteEntry(name));
    }

    private <T extends Key> Optional<T> key(String name, Class<T> type) throws VaultException {
        requireOpen(name);
        try {
            return Optional.ofNullable(store.getKey(name, password))
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (GeneralSecurityException e) {
            throw unusable(name, e);
        }
    }

    private synchronized void change(String name, Change change) throws VaultException {
        requireOpen(name);
        locked(() -> {
            readAgain();
            try {
                change.apply(store);
                write();
            } catch (IOException | GeneralSecurityException e) {
                store = StoreFile.decode(file, content, password); // as the file has it
                throw e;
            }
        });
    }

    private void requireOpen(String name) {
        if (closed) {
            throw new IllegalStateException("the key vault is closed");
        }
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "name \"" + name + "\" in a key vault: must be 1 to 64 of a-z, 0-9 and -, such as client");
        }
    }

    /** Something that is done to the file while nobody else does. */
    private interface Work {
        void run() throws GeneralSecurityException, IOException, VaultException;
    }

    private interface Change {
        void apply(KeyStore store) throws GeneralSecurityException;
    }

    private void locked(Work work) throws VaultException {
        THIS_PROCESS.lock();
        try {
            OwnerFiles.makeFolder(file.getParent());
            try (FileChannel lock = OwnerFiles.lockBeside(file)) {
                assert lock.isOpen();
                work.run();
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new VaultException(
                    Reason.FILE,
                    "the key vault " + file + " could not be written: check that the folder is yours and has room",
                    e);
        } finally {
            THIS_PROCESS.unlock();
        }
    }

    private VaultException unusable(String name, GeneralSecurityException cause) {
        return new VaultException(
                Reason.DAMAGED, "\"" + name + "\" in the key vault " + file + " cannot be read: make it anew", cause);
    }

    /** Wipes the password; what was taken out stays usable. */
    @Override
    public synchronized void close() {
        Arrays.fill(password, '\0');
        closed = true;
        store = null;
    }

    @Override
    public String toString() {
        return "KeyVault[" + file + "]";
    }
}
