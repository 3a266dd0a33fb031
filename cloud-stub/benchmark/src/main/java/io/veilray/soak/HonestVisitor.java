package io.veilray.soak;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.wire.Endpoint;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Connects, classifies a few times with any of the models, cancels some, and leaves. */
final class HonestVisitor implements Visitor {
    private static final int MOST_IN_A_ROW = 12;

    private final Endpoint server;
    private final Answers answers;
    private final Tally tally;
    private final SplittableRandom random;
    /** Of a hundred classifications. */
    private final int cancelled;

    private final BooleanSupplier over;

    HonestVisitor(
            Endpoint server,
            Answers answers,
            Tally tally,
            SplittableRandom random,
            int cancelled,
            BooleanSupplier over) {
        this.server = server;
        this.answers = answers;
        this.tally = tally;
        this.random = random;
        this.cancelled = cancelled;
        this.over = over;
    }

    @Override
    public void visit() {
        try (PrivateClassifier classifier = PrivateClassifier.connect(server)) {
            int count = random.nextInt(1, MOST_IN_A_ROW + 1);
            for (int i = 0; i < count && !over.getAsBoolean(); i++) {
                classify(classifier);
            }
        } catch (CloudException e) {
            tally.failed(e);
        }
    }

    private void classify(PrivateClassifier classifier) {
        String model = answers.models().get(random.nextInt(answers.models().size()));
        Answers.Question question = answers.question(model, random.nextInt());
        Progress progress = random.nextInt(100) < cancelled ? cancelling() : Progress.NONE;
        try {
            double[] logits =
                    classifier.classify(question.patch(), model, progress).logits();
            if (question.answeredBy(logits)) {
                tally.completed(model);
            } else {
                tally.count(Tally.WRONG);
            }
        } catch (CloudException e) {
            tally.failed(e);
        } finally {
            Thread.interrupted();
        }
    }

    /** Interrupts after as many reports of progress as chance says: at any stage. */
    private Progress cancelling() {
        Thread own = Thread.currentThread();
        int[] left = {1 << random.nextInt(9)};
        return (stage, done, total) -> {
            if (left[0]-- == 0) {
                own.interrupt();
            }
        };
    }
}
