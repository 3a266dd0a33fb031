package io.veilray.imagej.options;

import ij.gui.GenericDialog;
import io.veilray.client.TicketPolicy;
import java.util.List;
import java.util.Optional;

/**
 * The options of Server Settings.
 *
 * @param ready private classifications that are kept ready
 */
public record ServerOptions(ServerChoice server, int ready) {
    private static final List<String> KEYS = List.of("server", "trust", "identity", "ready");

    /** The server that a command names, or that of the settings. */
    static ServerChoice of(OptionText given) {
        Optional<String> server = given.value("server");
        if (server.isEmpty()) {
            requireAbsent(given, "trust");
            requireAbsent(given, "identity");
            return Settings.server();
        }
        return checked(server.get(), given.value("trust").orElse(""), given.flag("identity"));
    }

    private static void requireAbsent(OptionText given, String key) {
        if (given.has(key)) {
            throw new IllegalArgumentException(
                    key + " is given without server: give both, or set both in Server Settings");
        }
    }

    /** @throws IllegalArgumentException if the address is none or the number is not allowed */
    public static ServerOptions parse(String text, ServerOptions usual) {
        OptionText given = OptionText.parse(text, KEYS);
        ServerChoice before = given.has("server") ? new ServerChoice("", "") : usual.server();
        ServerChoice server = checked(
                given.value("server").orElse(before.server()),
                given.value("trust").orElse(before.trust()),
                given.has("identity") ? given.flag("identity") : before.identity());
        return new ServerOptions(server, given.number("ready", usual.ready(), 0, TicketPolicy.MOST_READY));
    }

    /** Asks; empty if the user cancelled. */
    public static Optional<ServerOptions> ask(ServerOptions usual, String help) {
        GenericDialog dialog = new GenericDialog("Veilray Server Settings");
        dialog.addMessage("\"local\" is the server inside ImageJ: nothing leaves this computer.\n"
                + "Any other is HOST:PORT and is reached over TLS; it gets encrypted numbers only.");
        dialog.addStringField("Server", usual.server().server(), 30);
        dialog.addFileField(
                "Trust certificate (PEM, may be empty)", usual.server().trust(), 30);
        dialog.addCheckbox(
                "Identity: show my certificate to a server that asks for one",
                usual.server().identity());
        dialog.addSlider("Ready: private classifications kept ready", 0, TicketPolicy.MOST_READY, usual.ready());
        dialog.addMessage("Kept ready for the model used last, so that the next answer comes at once: random masks,\n"
                + "nothing of any image in them, each used once and destroyed after "
                + TicketPolicy.DEFAULT.age().toMinutes() + " minutes. 0 keeps none.");
        dialog.addHelp(help);
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            return Optional.empty();
        }
        ServerChoice server =
                checked(dialog.getNextString().strip(), dialog.getNextString().strip(), dialog.getNextBoolean());
        return Optional.of(new ServerOptions(server, requireReady(dialog.getNextNumber())));
    }

    private static int requireReady(double typed) {
        if (typed >= 0 && typed <= TicketPolicy.MOST_READY && typed == Math.rint(typed)) {
            return (int) typed;
        }
        throw new IllegalArgumentException(
                "ready=" + typed + ": must be a whole number from 0 to " + TicketPolicy.MOST_READY);
    }

    private static ServerChoice checked(String server, String trust, boolean identity) {
        ServerChoice choice = new ServerChoice(server.isEmpty() ? ServerChoice.LOCAL : server, trust, identity);
        choice.requireAddress();
        return choice;
    }
}
