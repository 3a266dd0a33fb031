package io.veilray.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.keys.VaultException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultPasswordTest {
    @TempDir
    private Path folder;

    private Path file(byte[] content, String permissions) throws Exception {
        Path file = folder.resolve("password");
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void firstLine_isThePassword() throws Exception {
        assertEquals("vier Wörter, mit Leerzeichen ", read("vier Wörter, mit Leerzeichen \r\nsecond line"));
        assertEquals("no line end", read("no line end"));
    }

    private String read(String content) throws Exception {
        return new String(VaultPassword.fromFile(file(utf8(content), "rw-------")));
    }

    @Test
    void fileOpenToOthers_isRefused() throws Exception {
        for (String permissions : new String[] {"rw-r-----", "rw-----w-", "rw------x"}) {
            Path file = file(utf8("a password"), permissions);
            VaultException refusal = assertThrows(VaultException.class, () -> VaultPassword.fromFile(file));
            assertEquals(Reason.NO_PASSWORD, refusal.reason());
            assertTrue(refusal.getMessage().contains("chmod 600"), refusal.getMessage());
        }
    }

    @Test
    void emptyMissingLongOrOtherFiles_areRefusedWithoutShowingThem() throws Exception {
        for (byte[] content : new byte[][] {utf8("\nlate"), {'a', (byte) 0xff}, new byte[4097]}) {
            Path file = file(content, "rw-------");
            VaultException refusal = assertThrows(VaultException.class, () -> VaultPassword.fromFile(file));
            assertEquals(Reason.NO_PASSWORD, refusal.reason());
            assertFalse(refusal.getMessage().contains("late"));
            assertEquals(null, refusal.getCause());
        }
        assertThrows(VaultException.class, () -> VaultPassword.fromFile(folder.resolve("absent")));
    }
}
