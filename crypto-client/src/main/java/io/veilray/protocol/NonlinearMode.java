package io.veilray.protocol;

/** How the nonlinear rounds are done; the server's model card decides, the user is shown which. */
public enum NonlinearMode {
    /**
     * The client sees every layer's sum, scaled by a fresh positive factor per channel and with fresh channel order.
     * The patient's data are protected; the model is not.
     */
    MASKED,
    /**
     * Both sides hold shares of every sum and compare them by oblivious transfer: the client learns the logits, the server
     * nothing. Both must follow the protocol (semi-honest).
     */
    STRICT,
    /** The same for networks whose activations are squares. */
    QUADRATIC;

    /** The word used on model cards, on the wire and on the screen. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
