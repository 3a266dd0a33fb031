package io.veilray.dicom.web;

import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.WebAddress;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Who we are, as every request tells: HTTP Basic (RFC 7617) where the address names a user, else a bearer token (RFC
 * 6750).
 *
 * <p>Guarantees: the secret is in no {@code toString}, exception or serial form.
 *
 * <p>Does not guarantee that it is wiped: HTTP headers are strings, which live until they are collected.
 */
final class Account {
    private final String header;

    private Account(String header) {
        this.header = header;
    }

    /** Empty if no password was given. */
    static Optional<Account> of(WebAddress address, ArchiveOptions options) throws ArchiveException {
        if (options.password().isEmpty()) {
            return Optional.empty();
        }
        char[] secret = options.password().get().reveal();
        try {
            return Optional.of(address.user().isPresent() ? basic(address.user().get(), secret) : bearer(secret));
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static Account basic(String user, char[] password) throws ArchiveException {
        if (user.indexOf(':') >= 0) {
            throw new ArchiveException(Reason.REFUSED, "a user name with a colon cannot be sent by HTTP Basic");
        }
        CharBuffer both = CharBuffer.allocate(user.length() + 1 + password.length);
        both.put(user).put(':').put(password).flip();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(both);
        byte[] exact = new byte[bytes.remaining()];
        bytes.get(exact);
        String header = "Basic " + Base64.getEncoder().encodeToString(exact);
        Arrays.fill(both.array(), '\0');
        Arrays.fill(bytes.array(), (byte) 0);
        Arrays.fill(exact, (byte) 0);
        return new Account(header);
    }

    /** Checked here: the HTTP client would repeat a bad header in its exception. */
    private static Account bearer(char[] token) throws ArchiveException {
        for (char c : token) {
            if (c <= ' ' || c > '~') {
                throw new ArchiveException(Reason.REFUSED, "the token holds a blank or a character beyond ASCII");
            }
        }
        return new Account("Bearer " + String.valueOf(token));
    }

    String header() {
        return header;
    }

    @Override
    public String toString() {
        return "account";
    }
}
