package io.veilray.keys;

import io.veilray.keys.VaultException.Reason;
import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the password of a vault comes from: the first line of a file that is its owner's alone, named by the variable
 * {@code VEILRAY_VAULT_PASSWORD_FILE}, else the console. Never from an argument, the value of a variable or a setting.
 */
public final class VaultPassword {
    public static final String VARIABLE = "VEILRAY_VAULT_PASSWORD_FILE";

    private static final int MOST_BYTES = 4096;

    private VaultPassword() {}

    /** The password of that vault, the caller's to wipe; asks for a new one twice. */
    public static char[] obtain(Path vault, boolean isNew) throws VaultException {
        Optional<Path> file = namedFile();
        return file.isPresent() ? fromFile(file.get()) : asked(System.console(), vault, isNew);
    }

    /** The file that the variable names, or, for tests, the system property {@code veilray.vault.password.file}. */
    public static Optional<Path> namedFile() {
        String property = System.getProperty("veilray.vault.password.file", "");
        String named = property.isBlank() ? System.getenv().getOrDefault(VARIABLE, "") : property;
        return named.isBlank() ? Optional.empty() : Optional.of(Path.of(named));
    }

    /** The first line of the file, in UTF-8. */
    public static char[] fromFile(Path file) throws VaultException {
        byte[] content = new byte[0];
        try {
            if (OwnerFiles.isOpenToOthers(file)) {
                throw none("the password file " + file + " can be read or changed by others: make it yours alone, as"
                        + " chmod 600 does");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw none("the password file " + file + " is longer than " + MOST_BYTES + " bytes: it needs the"
                        + " password in its first line");
            }
            content = Files.readAllBytes(file);
            return firstLine(file, content);
        } catch (IOException e) {
            // without the cause: a decoder's would tell a byte of the content
            throw none("the password file " + file + " cannot be read as UTF-8 text: check the path in " + VARIABLE);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static char[] firstLine(Path file, byte[] content) throws CharacterCodingException, VaultException {
        int end = 0;
        while (end < content.length && content[end] != '\n' && content[end] != '\r') {
            end++;
        }
        if (end == 0) {
            throw none("the password file " + file + " is empty: it needs the password in its first line");
        }
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content, 0, end));
        char[] password = Arrays.copyOf(text.array(), text.limit());
        Arrays.fill(text.array(), '\0');
        return password;
    }

    private static char[] asked(Console console, Path vault, boolean isNew) throws VaultException {
        if (console == null) {
            throw none("nobody is there to be asked for the password of " + vault + ": name a file that holds it in "
                    + VARIABLE);
        }
        char[] typed = console.readPassword(isNew ? "New password for %s: " : "Password of %s: ", vault);
        char[] again = isNew && typed != null ? console.readPassword("Once more: ") : null;
        boolean same = !isNew || Arrays.equals(typed, again);
        wipe(again);
        if (typed == null || !same) {
            wipe(typed);
            throw none(same ? "no password was typed for " + vault : "the two passwords differ: start again");
        }
        return typed;
    }

    private static void wipe(char[] password) {
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }

    private static VaultException none(String sentence) {
        return new VaultException(Reason.NO_PASSWORD, sentence);
    }
}
