package io.veilray.ui.classify;

import io.veilray.opinion.Doubt;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import io.veilray.result.Classification;
import io.veilray.ui.text.Messages;
import java.util.Locale;

/** Steps, failures, doubts and findings as sentences of one language. */
public final class Words {
    private final Messages messages;
    private final Figures figures;

    public Words(Messages messages) {
        this.messages = messages;
        this.figures = new Figures(messages);
    }

    public String step(Step step) {
        String key = "classify.step." + step.kind();
        String text = step.total() == 0 ? messages.get(key) : messages.get(key + ".of", step.done(), step.total());
        return step.prepared() && step.kind() == Step.Kind.ROUND ? prepared(text) : text;
    }

    /** That it went without making a ticket first. */
    String prepared(String text) {
        return messages.get("classify.prepared.before", text);
    }

    public String state(JobState state) {
        return messages.get("classify.state." + state);
    }

    /** What happened, one sentence. */
    public String sentence(Failure failure) {
        String sentence = messages.get("classify.failure." + failure.cause(), server(failure.where()));
        return failure.where().isEmpty() ? capital(sentence) : sentence;
    }

    /** A sentence may begin with words for the server; an address keeps its letters. */
    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    /** What to do now, one sentence. */
    public String nextStep(Failure failure) {
        return messages.get("classify.next." + failure.cause());
    }

    /** A class as people write it; models name theirs in one word. */
    static String className(String name) {
        return name.replace('_', ' ');
    }

    /** A model's title; one that is served in a further mode has the mode's word behind it, in the user's language. */
    public String title(ModelInfo model) {
        String plain = plainTitle(model);
        return plain.equals(model.title())
                ? plain
                : messages.get(
                        "classify.mode.title", plain, mode(model.network().mode()));
    }

    /** The title without a mode's word. */
    static String plainTitle(ModelInfo model) {
        String ending = ", " + model.network().mode().word();
        return !model.baseId().equals(model.id()) && model.title().endsWith(ending)
                ? model.title().substring(0, model.title().length() - ending.length())
                : model.title();
    }

    String mode(NonlinearMode mode) {
        return messages.get("classify.mode." + mode.word());
    }

    /** What a mode is good for, in a few words, to choose by. */
    String glance(NonlinearMode mode) {
        return messages.get("classify.mode.glance", mode(mode), messages.get("classify.mode.glance." + mode.word()));
    }

    /** What a mode protects and what not, one sentence. */
    String promise(NonlinearMode mode) {
        return messages.get("classify.mode.promise." + mode.word());
    }

    /** The mode's word and its promise. */
    public String protection(NonlinearMode mode) {
        return messages.get("classify.mode.protection", mode(mode), promise(mode));
    }

    /** The class and, if it is revealed, its probability, or that there is no opinion. */
    public String answer(Classification result) {
        if (result.hasOpinion() && result.classOnly()) {
            return className(result.winningClass());
        }
        return result.hasOpinion()
                ? messages.get(
                        "classify.result.headline",
                        className(result.winningClass()),
                        figures.percent(result.probabilities()[result.winner()]))
                : messages.get("classify.result.noOpinion");
    }

    public String doubt(Doubt doubt) {
        String key = "classify.doubt." + doubt.kind();
        return switch (doubt.kind()) {
            case OTHER_MODALITY -> messages.get(key, doubt.detail());
            case UNFAMILIAR_IMAGE, UNFAMILIAR_ANSWER ->
                messages.get(key, figures.decimals(doubt.value(), 1), figures.decimals(doubt.limit(), 1));
            case LOW_PROBABILITY ->
                messages.get(key, under(doubt.value(), doubt.limit()), figures.percent(doubt.limit()));
        };
    }

    /** A probability that lies under the limit must also look so. */
    private String under(double probability, double limit) {
        String rounded = figures.percent(probability);
        return rounded.equals(figures.percent(limit)) ? "< " + rounded : rounded;
    }

    /** What a test found, one sentence. */
    public String finding(ConnectionTest test) {
        if (test.failure().isPresent()) {
            return sentence(test.failure().get()) + " "
                    + nextStep(test.failure().get());
        }
        return messages.get(
                "classify.test.found",
                server(test.target().address()),
                test.identity().map(TlsIdentity::subject).orElse("?"),
                test.identity().map(TlsIdentity::protocol).orElse("TLS"),
                test.protocolVersion(),
                test.models(),
                figures.decimals(test.roundTripMs(), 1));
    }

    /** The server's address, or words for the one inside this program. */
    public String server(String address) {
        return address.isEmpty() ? messages.get("classify.server.local") : address;
    }
}
