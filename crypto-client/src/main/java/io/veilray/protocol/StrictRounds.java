package io.veilray.protocol;

/**
 * The messages of the protocol of strict and quadratic mode, named once; what is said of comparisons goes for squares.
 * Offline, the linear layers are prepared as in masked mode, then both sides make random oblivious transfers and correct them
 * to what the comparisons need. Online only the image's shares, the comparisons' and the logits' travel: linear layers are
 * local.
 *
 * <p>Sources: Huang, Lu, Hong, Ding, "Cheetah" (USENIX Security 2022), and Rathee et al., "CrypTFlow2" (CCS 2020), for
 * linear layers on shares followed by comparisons; docs/protocol-strict.md has the rest.
 */
public enum StrictRounds implements ProtocolMessage {
    ENCRYPTED_MASK(Phase.OFFLINE, Sender.CLIENT, "nothing: an encryption of uniform ring elements"),
    MASKED_PRODUCT(Phase.OFFLINE, Sender.SERVER, "W r - s, uniform because s is; the noise is flooded"),
    CLIENT_TRANSFERS(Phase.OFFLINE, Sender.CLIENT, "nothing: its half of random oblivious transfers"),
    SERVER_TRANSFERS(Phase.OFFLINE, Sender.SERVER, "nothing: its half of random oblivious transfers"),
    CLIENT_CORRECTIONS(
            Phase.OFFLINE, Sender.CLIENT, "nothing: what a comparison needs, hidden by what the transfers gave"),
    SERVER_CORRECTIONS(
            Phase.OFFLINE, Sender.SERVER, "nothing: what a comparison needs, hidden by what the transfers gave"),
    TICKET(Phase.OFFLINE, Sender.SERVER, "a random name for the two halves just made"),
    SHARED_INPUT(Phase.ONLINE, Sender.CLIENT, "a - r, uniform because r is"),
    SERVER_COMPARISON(Phase.ONLINE, Sender.SERVER, "nothing: bits and ring elements under masks used once"),
    CLIENT_COMPARISON(Phase.ONLINE, Sender.CLIENT, "nothing: bits and ring elements under masks used once"),
    LOGIT_SHARES(
            Phase.ONLINE,
            Sender.SERVER,
            "with the offline share: the logits, to as many bits as the model's rules give, and nothing else of any layer"),
    CLASS_SHARE(
            Phase.ONLINE,
            Sender.SERVER,
            "with the offline share: which logit is the largest, in place of the logits, and nothing else of any layer");

    private final Phase phase;
    private final Sender sender;
    private final String receiverLearns;

    StrictRounds(Phase phase, Sender sender, String receiverLearns) {
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
