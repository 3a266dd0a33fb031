package io.veilray.dicom.pacs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A password or token.
 *
 * <p>Guarantees: it is in no {@code toString}, exception or serial form, and closing it overwrites its characters.
 *
 * <p>Does not guarantee that no copy is left: an environment variable stays in the process's memory, and what is sent is
 * copied by the library that sends it.
 */
public final class Password implements AutoCloseable {
    private static final int MAX_BYTES = 8192;

    private final char[] characters;
    private boolean closed;

    private Password(char[] characters) {
        this.characters = characters;
    }

    /** Of a copy of the characters; the caller's own are the caller's to wipe. */
    public static Password of(char[] characters) {
        return new Password(characters.clone());
    }

    /** That of an environment variable; empty if it is not set. */
    public static Optional<Password> fromEnvironment(String variable) {
        return Optional.ofNullable(System.getenv(variable)).map(text -> new Password(text.toCharArray()));
    }

    /** The first line of a file, at most 8192 bytes. */
    public static Password fromFile(Path file) throws IOException {
        byte[] bytes = Files.size(file) > MAX_BYTES ? new byte[0] : Files.readAllBytes(file);
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        char[] line = new char[end];
        text.get(0, line);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(text.array(), '\0');
        if (line.length == 0) {
            throw new IOException("a password file needs the password in its first line, in at most 8192 bytes");
        }
        return new Password(line);
    }

    /** A copy, the caller's to wipe. */
    public synchronized char[] reveal() {
        if (closed) {
            throw new IllegalStateException("the password was wiped");
        }
        return characters.clone();
    }

    @Override
    public synchronized void close() {
        Arrays.fill(characters, '\0');
        closed = true;
    }

    @Override
    public String toString() {
        return "password";
    }
}
