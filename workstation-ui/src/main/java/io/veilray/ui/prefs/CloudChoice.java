package io.veilray.ui.prefs;

/**
 * Where regions are classified. The address is kept while the local server is chosen, so that switching back loses
 * nothing.
 *
 * @param remote whether at the server named here, otherwise inside this program
 * @param host empty if none was ever entered
 * @param certificateFile the PEM file to trust; empty for what Java trusts
 * @param identity whether to show the client certificate of the key vault to a server that asks for one
 */
public record CloudChoice(boolean remote, String host, int port, String certificateFile, boolean identity) {
    public static final int DEFAULT_PORT = 50051;

    public CloudChoice {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + ": must be from 1 to 65535");
        }
        if (remote && host.isBlank()) {
            throw new IllegalArgumentException("host: must be named for a remote server");
        }
    }

    /** One that shows no certificate. */
    public CloudChoice(boolean remote, String host, int port, String certificateFile) {
        this(remote, host, port, certificateFile, false);
    }

    /** On this computer, without a network. */
    public static CloudChoice local() {
        return new CloudChoice(false, "", DEFAULT_PORT, "");
    }
}
