package io.veilray.ui.classify;

import io.veilray.ui.text.Messages;
import java.text.NumberFormat;

/** Numbers as a reader of the language expects them. */
public final class Figures {
    private final Messages messages;

    public Figures(Messages messages) {
        this.messages = messages;
    }

    /** One decimal; never a rounded 0 or 100, which would claim a certainty that no model has. */
    String percent(double probability) {
        if (probability < 0.001) {
            return messages.get("classify.figure.percent", "< " + decimals(0.1, 1));
        }
        return messages.get(
                "classify.figure.percent",
                probability > 0.999 ? "> " + decimals(99.9, 1) : decimals(100 * probability, 1));
    }

    /** Bytes, or from ten thousand on kilobytes or megabytes of a thousand. */
    public String bytes(long bytes) {
        if (bytes < 10_000) {
            return messages.get("classify.figure.bytes", bytes);
        }
        return bytes < 1_000_000
                ? messages.get("classify.figure.kilobytes", decimals(bytes / 1e3, 0))
                : messages.get("classify.figure.megabytes", decimals(bytes / 1e6, 2));
    }

    String seconds(double seconds) {
        return messages.get("classify.figure.seconds", decimals(seconds, seconds < 10 ? 2 : 1));
    }

    String decimals(double value, int count) {
        NumberFormat format = NumberFormat.getInstance(messages.locale());
        format.setMinimumFractionDigits(count);
        format.setMaximumFractionDigits(count);
        return format.format(value);
    }
}
