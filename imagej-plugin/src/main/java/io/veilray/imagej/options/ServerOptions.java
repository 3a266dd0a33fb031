package io.veilray.imagej.options;

import ij.gui.GenericDialog;
import java.util.List;
import java.util.Optional;

/** The options of Server Settings: {@code server} and {@code trust}. */
public final class ServerOptions {
    private static final List<String> KEYS = List.of("server", "trust");

    private ServerOptions() {}

    /** The server that a command names, or that of the settings. */
    static ServerChoice of(OptionText given) {
        Optional<String> server = given.value("server");
        if (server.isEmpty() && given.value("trust").isPresent()) {
            throw new IllegalArgumentException(
                    "trust is given without server: give both, or set both in Server Settings");
        }
        return server.map(name -> checked(name, given.value("trust").orElse("")))
                .orElseGet(Settings::server);
    }

    /** @throws IllegalArgumentException if the address is none */
    public static ServerChoice parse(String text, ServerChoice usual) {
        OptionText given = OptionText.parse(text, KEYS);
        return checked(
                given.value("server").orElse(usual.server()),
                given.value("trust").orElse(""));
    }

    /** Asks; empty if the user cancelled. */
    public static Optional<ServerChoice> ask(ServerChoice usual, String help) {
        GenericDialog dialog = new GenericDialog("Veilray Server Settings");
        dialog.addMessage("\"local\" is the server inside ImageJ: nothing leaves this computer.\n"
                + "Any other is HOST:PORT and is reached over TLS; it gets encrypted numbers only.");
        dialog.addStringField("Server", usual.server(), 30);
        dialog.addFileField("Trust certificate (PEM, may be empty)", usual.trust(), 30);
        dialog.addHelp(help);
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            return Optional.empty();
        }
        return Optional.of(
                checked(dialog.getNextString().strip(), dialog.getNextString().strip()));
    }

    private static ServerChoice checked(String server, String trust) {
        ServerChoice choice = new ServerChoice(server.isEmpty() ? ServerChoice.LOCAL : server, trust);
        choice.requireAddress();
        return choice;
    }
}
