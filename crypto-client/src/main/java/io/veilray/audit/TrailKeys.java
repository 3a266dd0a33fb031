package io.veilray.audit;

import io.veilray.keys.KeyVault;
import io.veilray.keys.VaultException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The first keys of trails, in a vault. Only making one and checking marks take the vault; the programs that write a trail
 * have the key of the next line, in the trail's folder, and need no password. For one thread.
 */
public final class TrailKeys {
    private static final String NAME = "audit";
    private static final String OLDER = NAME + "-";

    /** What a vault does; asking one takes a while. */
    interface Secrets {
        Optional<SecretKey> secret(String name) throws VaultException;

        void put(String name, SecretKey key) throws VaultException;
    }

    private final Secrets vault;
    private final Map<String, Optional<SecretKey>> asked = new HashMap<>();

    /** @param vault stays the caller's to close */
    public TrailKeys(KeyVault vault) {
        this(new Secrets() {
            @Override
            public Optional<SecretKey> secret(String name) throws VaultException {
                return vault.secret(name);
            }

            @Override
            public void put(String name, SecretKey key) throws VaultException {
                vault.putSecret(name, key);
            }
        });
    }

    TrailKeys(Secrets vault) {
        this.vault = vault;
    }

    /**
     * Makes the key of that trail and writes a first line with its mark. A key of another trail stays in the vault under a
     * name of its own.
     *
     * @return the key's public name
     * @throws IOException if the trail cannot be written, or has a key
     */
    public String make(AuditTrail trail) throws IOException, VaultException {
        if (trail.isKeyed()) {
            throw new IOException("the audit trail in " + trail.folder() + " has a key");
        }
        Optional<SecretKey> before = vault.secret(NAME);
        if (before.isPresent()) {
            vault.put(OLDER + name(before.get()), before.get());
        }
        byte[] bytes = new byte[EvolvingKey.BYTES];
        new SecureRandom().nextBytes(bytes);
        SecretKey key = new SecretKeySpec(bytes, "HmacSHA256");
        Arrays.fill(bytes, (byte) 0);
        vault.put(NAME, key); // before the first line: no mark without somebody to check it
        asked.clear();
        return trail.startMarking(key);
    }

    /** Whether the vault has the key of any trail. */
    boolean hasAny() throws IOException {
        return secret(NAME).isPresent();
    }

    /** The first key of that name, the caller's to close. */
    Optional<EvolvingKey> first(String id) throws IOException {
        Optional<SecretKey> key = secret(NAME).filter(found -> name(found).equals(id));
        return (key.isPresent() ? key : secret(OLDER + id)).map(EvolvingKey::first);
    }

    private Optional<SecretKey> secret(String name) throws IOException {
        try {
            if (!asked.containsKey(name)) {
                asked.put(name, vault.secret(name));
            }
            return asked.get(name);
        } catch (VaultException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String name(SecretKey key) {
        try (EvolvingKey first = EvolvingKey.first(key)) {
            return first.id();
        }
    }
}
