package io.veilray.opinion;

import java.util.Locale;

/**
 * A reason to give no opinion.
 *
 * @param value what was measured
 * @param limit what the model's card allows
 * @param detail the scan's modality for {@link Kind#OTHER_MODALITY}, otherwise empty
 */
public record Doubt(Kind kind, double value, double limit, String detail) {
    public enum Kind {
        /** The scan was made in another way than the images that the model was made for. */
        OTHER_MODALITY,
        /** The patch lies further from the training images than nearly all validation images do. */
        UNFAMILIAR_IMAGE,
        /** The logits lie further from every class than nearly all validation images' do. */
        UNFAMILIAR_ANSWER,
        /** The largest probability is under the card's threshold. */
        LOW_PROBABILITY;

        /** The kind as it stands in files, such as {@code low-probability}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The reason for a reader, one sentence. */
    public String sentence() {
        return switch (kind) {
            case OTHER_MODALITY -> "The scan's modality is " + detail + ", and the model was not made for that.";
            case UNFAMILIAR_IMAGE -> unlike("The region looks unlike the images that the model learnt from");
            case UNFAMILIAR_ANSWER -> unlike("The model answers unlike it does for the images that it knows");
            case LOW_PROBABILITY ->
                String.format(
                        Locale.ROOT,
                        "The most likely class has %.0f %%, and the model needs %.0f %% to be trusted.",
                        Math.floor(100 * value),
                        100 * limit);
        };
    }

    private String unlike(String what) {
        return String.format(Locale.ROOT, "%s (distance %.1f, limit %.1f).", what, value, limit);
    }
}
