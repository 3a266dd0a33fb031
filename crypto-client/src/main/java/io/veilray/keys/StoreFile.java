package io.veilray.keys;

import io.veilray.keys.VaultException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.bc.ObjectStore;
import org.bouncycastle.asn1.bc.PbkdMacIntegrityCheck;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter.EncryptionAlgorithm;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter.MacAlgorithm;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A BCFKS key store as bytes of a file: AES-256-CCM and HMAC-SHA-512 under keys that scrypt (RFC 7914) makes of the
 * password with 16 MiB of memory, twice over. The provider is asked by object and never installed.
 */
final class StoreFile {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final int COST = 1 << 16;
    /** Block size and parallelization in one: Bouncy Castle 1.86 takes the former for the latter where it derives. */
    private static final int BLOCKS = 2;

    /** Of the key for HMAC-SHA-512. */
    private static final int MAC_KEY_BYTES = 64;

    private static final int MOST_BYTES = 1 << 20;

    private StoreFile() {}

    static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("BCFKS", PROVIDER);
        store.load(null, null);
        return store;
    }

    static byte[] encode(KeyStore store, char[] password) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(new BCFKSLoadStoreParameter.Builder(bytes, password)
                .withStorePBKDFConfig(new ScryptConfig.Builder(COST, BLOCKS, BLOCKS)
                        .withSaltLength(32)
                        .build())
                .withStoreEncryptionAlgorithm(EncryptionAlgorithm.AES256_CCM)
                .withStoreMacAlgorithm(MacAlgorithm.HmacSHA512)
                .build());
        return bytes.toByteArray();
    }

    static KeyStore decode(Path file, byte[] content, char[] password) throws VaultException {
        requireOurs(file, content);
        try {
            KeyStore store = KeyStore.getInstance("BCFKS", PROVIDER);
            store.load(new ByteArrayInputStream(content), password);
            return store;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new VaultException(
                    Reason.WRONG_PASSWORD,
                    "the password does not open the key vault " + file + ", or the file was changed: try the password"
                            + " again, or put back a copy of the file");
        }
    }

    static byte[] read(Path file) throws VaultException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw damaged(file);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new VaultException(Reason.MISSING, "there is no key vault " + file + ": make one first", e);
        } catch (IOException e) {
            throw new VaultException(
                    Reason.FILE, "the key vault " + file + " cannot be read: check that the file is yours", e);
        }
    }

    /** What is not in the form that {@link #encode} writes could ask for any amount of memory and time. */
    private static void requireOurs(Path file, byte[] content) throws VaultException {
        try {
            ASN1Primitive all = ASN1Primitive.fromByteArray(content);
            ObjectStore store = ObjectStore.getInstance(all);
            KeyDerivationFunc derivation = PbkdMacIntegrityCheck.getInstance(
                            store.getIntegrityCheck().getIntegrityCheck())
                    .getPbkdAlgorithm();
            ScryptParams cost = ScryptParams.getInstance(derivation.getParameters());
            if (Arrays.equals(content, all.getEncoded(ASN1Encoding.DER))
                    && derivation.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)
                    && cost.getCostParameter().intValueExact() == COST
                    && cost.getBlockSize().intValueExact() == BLOCKS
                    && cost.getParallelizationParameter().intValueExact() == BLOCKS
                    && cost.getKeyLength().intValueExact() == MAC_KEY_BYTES) {
                return;
            }
        } catch (IOException | RuntimeException e) {
            // not the form of a key store: told below
        }
        throw damaged(file);
    }

    private static VaultException damaged(Path file) {
        return new VaultException(
                Reason.DAMAGED,
                file
                        + " is cut off, damaged or no key vault of Veilray: put back a copy of it, or move it away and make"
                        + " a new one");
    }
}
