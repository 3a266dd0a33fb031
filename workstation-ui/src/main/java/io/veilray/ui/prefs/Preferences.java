package io.veilray.ui.prefs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All settings, checked.
 *
 * @param dark whether the look is dark
 * @param language a code such as {@code de}; empty for the computer's
 * @param researchUseAccepted whether the user has accepted that this is no diagnostic device
 * @param shortcuts what differs from the table of actions, by the action's id
 * @param rememberFiles whether {@code recentFiles} may be kept; off at first, as paths tell names
 * @param recentFiles newest first, always empty while they may not be kept
 * @param overlayOpacity from 0 to 1
 */
public record Preferences(
        boolean dark,
        String language,
        CloudChoice cloud,
        boolean researchUseAccepted,
        Map<String, List<String>> shortcuts,
        boolean rememberFiles,
        List<String> recentFiles,
        double overlayOpacity) {
    private static final int MAX_RECENT = 10;

    public Preferences {
        if (!(overlayOpacity >= 0 && overlayOpacity <= 1)) {
            throw new IllegalArgumentException("overlay opacity " + overlayOpacity + ": must be from 0 to 1");
        }
        if (!language.matches("[a-z]{0,3}")) {
            throw new IllegalArgumentException("language " + language + ": must be a code such as de, or empty");
        }
        shortcuts = Map.copyOf(shortcuts);
        recentFiles = rememberFiles
                ? List.copyOf(recentFiles.subList(0, Math.min(recentFiles.size(), MAX_RECENT)))
                : List.of();
    }

    public static Preferences defaults() {
        return new Preferences(true, "", CloudChoice.local(), false, Map.of(), false, List.of(), 0.6);
    }

    public Preferences withDark(boolean now) {
        return new Preferences(
                now, language, cloud, researchUseAccepted, shortcuts, rememberFiles, recentFiles, overlayOpacity);
    }

    public Preferences withLanguage(String now) {
        return new Preferences(
                dark, now, cloud, researchUseAccepted, shortcuts, rememberFiles, recentFiles, overlayOpacity);
    }

    public Preferences withCloud(CloudChoice now) {
        return new Preferences(
                dark, language, now, researchUseAccepted, shortcuts, rememberFiles, recentFiles, overlayOpacity);
    }

    public Preferences withResearchUseAccepted() {
        return new Preferences(dark, language, cloud, true, shortcuts, rememberFiles, recentFiles, overlayOpacity);
    }

    public Preferences withShortcuts(Map<String, List<String>> now) {
        return new Preferences(
                dark, language, cloud, researchUseAccepted, now, rememberFiles, recentFiles, overlayOpacity);
    }

    /** Forgets the files at once when they may no longer be kept. */
    public Preferences withRememberFiles(boolean now) {
        return new Preferences(dark, language, cloud, researchUseAccepted, shortcuts, now, recentFiles, overlayOpacity);
    }

    public Preferences withOpened(Path file) {
        String opened = file.toAbsolutePath().toString();
        List<String> files = Stream.concat(
                        Stream.of(opened), recentFiles.stream().filter(other -> !other.equals(opened)))
                .toList();
        return new Preferences(
                dark, language, cloud, researchUseAccepted, shortcuts, rememberFiles, files, overlayOpacity);
    }

    public Preferences withOverlayOpacity(double now) {
        return new Preferences(dark, language, cloud, researchUseAccepted, shortcuts, rememberFiles, recentFiles, now);
    }
}
