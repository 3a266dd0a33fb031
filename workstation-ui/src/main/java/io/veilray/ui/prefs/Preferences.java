package io.veilray.ui.prefs;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All settings, checked.
 *
 * @param language a code such as {@code de}; empty for the computer's
 * @param researchUseAccepted whether the user has accepted that this is no diagnostic device
 * @param shortcuts what differs from the table of actions, by the action's id
 * @param rememberFiles whether {@code recentFiles} may be kept; off at first, as paths tell names
 * @param recentFiles newest first, always empty while they may not be kept
 * @param overlayOpacity from 0 to 1
 * @param textPercent size of all text, in percent of its design
 * @param tickets what is kept ready before it is wanted
 */
public record Preferences(
        Look look,
        String language,
        CloudChoice cloud,
        boolean researchUseAccepted,
        Map<String, List<String>> shortcuts,
        boolean rememberFiles,
        List<String> recentFiles,
        double overlayOpacity,
        int textPercent,
        TicketChoice tickets) {
    public static final int LEAST_TEXT_PERCENT = 80;
    public static final int MOST_TEXT_PERCENT = 200;
    private static final int MAX_RECENT = 10;

    public Preferences {
        if (!(overlayOpacity >= 0 && overlayOpacity <= 1)) {
            throw new IllegalArgumentException("overlay opacity " + overlayOpacity + ": must be from 0 to 1");
        }
        if (textPercent < LEAST_TEXT_PERCENT || textPercent > MOST_TEXT_PERCENT) {
            throw new IllegalArgumentException(
                    "text size " + textPercent + " %: must be from " + LEAST_TEXT_PERCENT + " to " + MOST_TEXT_PERCENT);
        }
        Objects.requireNonNull(look);
        Objects.requireNonNull(tickets);
        if (!language.matches("[a-z]{0,3}")) {
            throw new IllegalArgumentException("language " + language + ": must be a code such as de, or empty");
        }
        shortcuts = Map.copyOf(shortcuts);
        recentFiles = rememberFiles
                ? List.copyOf(recentFiles.subList(0, Math.min(recentFiles.size(), MAX_RECENT)))
                : List.of();
    }

    public static Preferences defaults() {
        return new Preferences(
                Look.DARK, "", CloudChoice.local(), false, Map.of(), false, List.of(), 0.6, 100, TicketChoice.usual());
    }

    /** The chosen language, or the computer's. */
    public Locale locale() {
        return language.isEmpty() ? Locale.getDefault() : Locale.of(language);
    }

    public Preferences withLook(Look now) {
        return new Preferences(
                now,
                language,
                cloud,
                researchUseAccepted,
                shortcuts,
                rememberFiles,
                recentFiles,
                overlayOpacity,
                textPercent,
                tickets);
    }

    public Preferences withLanguage(String now) {
        return new Preferences(
                look,
                now,
                cloud,
                researchUseAccepted,
                shortcuts,
                rememberFiles,
                recentFiles,
                overlayOpacity,
                textPercent,
                tickets);
    }

    public Preferences withCloud(CloudChoice now) {
        return new Preferences(
                look,
                language,
                now,
                researchUseAccepted,
                shortcuts,
                rememberFiles,
                recentFiles,
                overlayOpacity,
                textPercent,
                tickets);
    }

    public Preferences withResearchUseAccepted() {
        return new Preferences(
                look,
                language,
                cloud,
                true,
                shortcuts,
                rememberFiles,
                recentFiles,
                overlayOpacity,
                textPercent,
                tickets);
    }

    public Preferences withShortcuts(Map<String, List<String>> now) {
        return new Preferences(
                look,
                language,
                cloud,
                researchUseAccepted,
                now,
                rememberFiles,
                recentFiles,
                overlayOpacity,
                textPercent,
                tickets);
    }

    /** Forgets the files at once when they may no longer be kept. */
    public Preferences withRememberFiles(boolean now) {
        return new Preferences(
                look,
                language,
                cloud,
                researchUseAccepted,
                shortcuts,
                now,
                recentFiles,
                overlayOpacity,
                textPercent,
                tickets);
    }

    public Preferences withOpened(Path file) {
        String opened = file.toAbsolutePath().toString();
        List<String> files = Stream.concat(
                        Stream.of(opened), recentFiles.stream().filter(other -> !other.equals(opened)))
                .toList();
        return new Preferences(
                look,
                language,
                cloud,
                researchUseAccepted,
                shortcuts,
                rememberFiles,
                files,
                overlayOpacity,
                textPercent,
                tickets);
    }

    public Preferences withOverlayOpacity(double now) {
        return new Preferences(
                look,
                language,
                cloud,
                researchUseAccepted,
                shortcuts,
                rememberFiles,
                recentFiles,
                now,
                textPercent,
                tickets);
    }

    /** The nearest size that is allowed. */
    public Preferences withTextPercent(int now) {
        int percent = Math.clamp(now, LEAST_TEXT_PERCENT, MOST_TEXT_PERCENT);
        return new Preferences(
                look,
                language,
                cloud,
                researchUseAccepted,
                shortcuts,
                rememberFiles,
                recentFiles,
                overlayOpacity,
                percent,
                tickets);
    }

    public Preferences withTickets(TicketChoice now) {
        return new Preferences(
                look,
                language,
                cloud,
                researchUseAccepted,
                shortcuts,
                rememberFiles,
                recentFiles,
                overlayOpacity,
                textPercent,
                now);
    }
}
