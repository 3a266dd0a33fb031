package io.veilray.protocol;

/** How the nonlinear rounds are done; the server's model card decides, the user is shown which. */
public enum NonlinearMode {
    /**
     * The client sees every layer's sum, scaled by a fresh positive factor per channel and with fresh channel order.
     * The patient's data are protected; the model is not.
     */
    MASKED;

    /** The word used on model cards, on the wire and on the screen. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
