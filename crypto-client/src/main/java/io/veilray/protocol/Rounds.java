package io.veilray.protocol;

/**
 * The messages of the masked protocol, named once: logs, metrics, wire fields and docs use these names. Offline, for
 * every layer: the encrypted masks of what it reads go up, the masked products come down. Online, for every layer: the
 * masked activation goes up, the masked output comes down.
 *
 * <p>Source of the split into an offline phase with encryption and an online phase without: Mishra, Lehmkuhl, Srinivasan,
 * Zheng, Popa, "Delphi" (USENIX Security 2020), section 4.
 */
public enum Rounds implements ProtocolMessage {
    ENCRYPTED_MASK(Phase.OFFLINE, Sender.CLIENT, "nothing: an encryption of uniform ring elements"),
    MASKED_PRODUCT(Phase.OFFLINE, Sender.SERVER, "W r - s, uniform because s is; the noise is flooded"),
    TICKET(Phase.OFFLINE, Sender.SERVER, "a random name for the two halves just made"),
    MASKED_ACTIVATION(Phase.ONLINE, Sender.CLIENT, "a - r, uniform because r is"),
    MASKED_OUTPUT(
            Phase.ONLINE,
            Sender.SERVER,
            "with the offline share: the layer's sums, scaled per channel and permuted; after the last layer the logits");

    private final Phase phase;
    private final Sender sender;
    private final String receiverLearns;

    Rounds(Phase phase, Sender sender, String receiverLearns) {
        this.phase = phase;
        this.sender = sender;
        this.receiverLearns = receiverLearns;
    }

    @Override
    public Phase phase() {
        return phase;
    }

    @Override
    public Sender sender() {
        return sender;
    }

    @Override
    public String receiverLearns() {
        return receiverLearns;
    }
}
