package io.veilray.ui.prefs;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.veilray.client.TicketPolicy;
import java.util.List;
import java.util.Map;

/** The settings as text. What an older version did not write has its default; what a newer one wrote is passed over. */
final class PreferencesJson {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private PreferencesJson() {}

    /** As written by anyone: any field may be absent. */
    private static final class Literal {
        Look look;
        Boolean dark; // before there were more than two looks
        String language;
        Cloud cloud;
        Boolean researchUseAccepted;
        Map<String, List<String>> shortcuts;
        Boolean rememberFiles;
        List<String> recentFiles;
        Double overlayOpacity;
        Integer textPercent;
        Tickets tickets;
    }

    private static final class Tickets {
        Integer ready;
        TicketPolicy.Storage storage;
    }

    private static final class Cloud {
        Boolean remote;
        String host;
        Integer port;
        String certificateFile;
        Boolean identity;
    }

    /**
     * @throws RuntimeException if the text is no JSON object, or holds a value that is not allowed
     */
    static Preferences read(String text) {
        Literal literal = GSON.fromJson(text, Literal.class);
        if (literal == null) {
            throw new JsonParseException("settings: the file is empty");
        }
        Preferences plain = Preferences.defaults();
        return new Preferences(
                look(literal, plain),
                or(literal.language, plain.language()),
                literal.cloud == null ? plain.cloud() : cloud(literal.cloud),
                or(literal.researchUseAccepted, plain.researchUseAccepted()),
                or(literal.shortcuts, plain.shortcuts()),
                or(literal.rememberFiles, plain.rememberFiles()),
                or(literal.recentFiles, plain.recentFiles()),
                or(literal.overlayOpacity, plain.overlayOpacity()),
                or(literal.textPercent, plain.textPercent()),
                literal.tickets == null ? plain.tickets() : tickets(literal.tickets));
    }

    static String write(Preferences preferences) {
        return GSON.toJson(preferences) + "\n";
    }

    private static Look look(Literal literal, Preferences plain) {
        if (literal.look == null && literal.dark != null) {
            return literal.dark ? Look.DARK : Look.LIGHT;
        }
        return or(literal.look, plain.look());
    }

    private static CloudChoice cloud(Cloud literal) {
        CloudChoice plain = CloudChoice.local();
        return new CloudChoice(
                or(literal.remote, plain.remote()),
                or(literal.host, plain.host()),
                or(literal.port, plain.port()),
                or(literal.certificateFile, plain.certificateFile()),
                or(literal.identity, plain.identity()));
    }

    private static TicketChoice tickets(Tickets literal) {
        TicketChoice plain = TicketChoice.usual();
        return new TicketChoice(or(literal.ready, plain.ready()), or(literal.storage, plain.storage()));
    }

    private static <T> T or(T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
