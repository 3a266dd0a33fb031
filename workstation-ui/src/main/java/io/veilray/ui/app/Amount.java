package io.veilray.ui.app;

import java.util.Locale;

/** Amounts as people say them: two or three digits and a unit. */
final class Amount {
    private Amount() {}

    /** In decimal units, as network speeds are given. */
    static String bytes(double bytes) {
        if (bytes < 999_500) {
            return String.format(Locale.ROOT, "%.0f kB", Math.ceil(bytes / 1e3));
        }
        return bytes < 999.5e6
                ? String.format(Locale.ROOT, bytes < 9.95e6 ? "%.1f MB" : "%.0f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    static String seconds(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, seconds < 9.95 ? "%.1f s" : "%.0f s", seconds);
        }
        return String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
}
