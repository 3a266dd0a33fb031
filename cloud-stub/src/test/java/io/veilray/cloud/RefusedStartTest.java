package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud.Listening;
import io.veilray.keys.CertificateMaker;
import io.veilray.keys.Identity;
import io.veilray.keys.KeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that does not start says why and lets go of its keys at once. */
class RefusedStartTest {
    private static final CertificateMaker MAKER = new CertificateMaker(InstantSource.system());

    @TempDir
    private Path folder;

    private KeyVault vault(String name) throws Exception {
        return KeyVault.create(folder.resolve(name), "four words are enough".toCharArray());
    }

    private void assertRefused(String why, KeyVault vault, Optional<Path> models, Optional<Path> policy) {
        Listening how = new Listening("127.0.0.1", Optional.of(vault), Optional.empty(), policy);
        String said = assertThrows(IOException.class, () -> new StubCloud().serve(0, models, how))
                .getMessage();
        assertTrue(said.contains(why), said);
        assertThrows(IllegalStateException.class, () -> vault.identityOf("server"), "the vault is open still");
    }

    @Test
    void vault_isClosedWhateverWasWrong() throws Exception {
        Identity own = MAKER.server(MAKER.authority("Radiology"), List.of("localhost"));
        assertRefused("holds no server's certificate", vault("empty"), Optional.empty(), Optional.empty());
        KeyVault one = vault("one");
        one.putIdentity("server", own);
        assertRefused("is no folder", one, Optional.of(folder.resolve("none")), Optional.empty());
        KeyVault two = vault("two");
        two.putIdentity("server", own);
        Path policy = Files.writeString(folder.resolve("policy.json"), CloudMainTest.CERTIFICATES);
        assertRefused("--client-ca", two, Optional.empty(), Optional.of(policy));
    }
}
