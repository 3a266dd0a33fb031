package io.veilray.protocol;

import io.veilray.he.HeParameters;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How the nonlinear rounds are done; the server's model card decides, the user is shown which. */
public enum NonlinearMode {
    /**
     * The client sees every layer's sum, scaled by a fresh positive factor per channel and with fresh channel order.
     * The patient's data are protected; the model is not.
     */
    MASKED(
            HeParameters.N4096,
            20,
            "The server learns nothing about the image or the result; the model is not protected: whoever classifies can"
                    + " work out its weights."),
    /**
     * Both sides hold shares of every sum and compare them by oblivious transfer: the client learns the logits, the server
     * nothing. Both must follow the protocol (semi-honest).
     */
    STRICT(
            HeParameters.N8192,
            40,
            "The server learns nothing about the image or the result, and whoever classifies learns about the model's"
                    + " weights only what results tell, as long as both sides follow the protocol."),
    /** The same for networks whose activations are squares. */
    QUADRATIC(
            HeParameters.N8192,
            40,
            "For models made with squares: the server learns nothing about the image or the result, and whoever classifies"
                    + " learns about the model's weights only what results tell, as long as both sides follow the protocol.");

    private final HeParameters heParameters;
    private final int floodRatioBits;
    private final String promise;

    NonlinearMode(HeParameters heParameters, int floodRatioBits, String promise) {
        this.heParameters = heParameters;
        this.floodRatioBits = floodRatioBits;
        this.promise = promise;
    }

    /** The parameters that a session for this mode is opened with. */
    public HeParameters heParameters() {
        return heParameters;
    }

    /** Whether sums stay shared between the two sides, up to the logits: strict and quadratic mode. */
    public boolean shared() {
        return this != MASKED;
    }

    /** The flooding of a response is at least 2 to this over the bound of its real noise (docs/protocol.md). */
    public int floodRatioBits() {
        return floodRatioBits;
    }

    /** One sentence for users: what it protects and what not. */
    public String promise() {
        return promise;
    }

    /** The word used on model cards, on the wire and on the screen. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The mode of that word. */
    public static NonlinearMode of(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mode \"" + word + "\": must be one of "
                        + Arrays.stream(values()).map(NonlinearMode::word).collect(Collectors.joining(", "))));
    }
}
