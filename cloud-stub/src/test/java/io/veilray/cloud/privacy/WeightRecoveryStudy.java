package io.veilray.cloud.privacy;

import io.veilray.cloud.LoadedModel;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelFolder;
import io.veilray.protocol.NetworkShape;
import io.veilray.region.Patch;
import io.veilray.share.FixedPoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The written experiment of docs/privacy.md: {@code -Dtest=WeightRecoveryStudy}. Prints its tables. */
class WeightRecoveryStudy {
    static CheckedModel shipped(String id) throws Exception {
        return ModelFolder.shipped().stream()
                .filter(model -> model.info().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pneumonia-cxr-28", "brain-mri-128", "chest-cxr-256"})
    void ordinaryQueries(String id) throws Exception {
        CheckedModel model = shipped(id);
        Films films = Films.of(model.info());
        try (OwnClient client = new OwnClient(LoadedModel.of(model), 1)) {
            WeightAttack attack = new WeightAttack(model.shape(), 1);
            int layers = id.startsWith("pneumonia") ? 3 : 2;
            for (int query = 1; query <= 10; query++) {
                try (Query ticket = client.open()) {
                    attack.watch(ticket, films.input(query), layers);
                }
                if (List.of(1, 2, 4, 10).contains(query)) {
                    print(id + " ordinary (" + films.kind() + ")", attack, model, layers);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pneumonia-cxr-28", "brain-mri-128", "chest-cxr-256"})
    void chosenQueries(String id) throws Exception {
        CheckedModel model = shipped(id);
        NetworkShape shape = model.shape();
        Films films = Films.of(model.info());
        LoadedModel loaded = LoadedModel.of(model);
        try (OwnClient client = new OwnClient(loaded, 1)) {
            WeightAttack attack = new WeightAttack(shape, 1);
            LayerFit last = attack.fits().getLast();
            boolean map = last.equations() > 1;
            for (int query = 1; query <= 16; query++) {
                try (Query ticket = client.open()) {
                    attack.probe(ticket);
                }
                if (query <= 2 || query % 4 == 0 || query == 10) {
                    print(id + " chosen", attack, model, shape.rounds() - (map ? 0 : 1));
                }
            }
            if (!map) {
                double[][] found = new double[shape.classes()][last.unknowns()];
                for (int from = -2; from < last.unknowns() - 1; from += 2) {
                    try (Query ticket = client.open()) {
                        attack.ask(ticket, from < 0 ? last.unknowns() : from, found);
                    }
                }
                last.set(found);
                print(id + " chosen, logits two by two", attack, model, shape.rounds());
            }
            compare(id, attack, loaded, films);
        }
    }

    private static void print(String what, WeightAttack attack, CheckedModel model, int layers) {
        List<Recovery> recovered = Recovery.of(model, attack.fits(), layers);
        for (int layer = 0; layer < layers; layer++) {
            Recovery got = recovered.get(layer);
            System.out.printf(
                    "%s | %d | layer %d | cosine median %.6f worst %.6f | above 0.9 %.0f %% above 0.99 %.0f %% | error median"
                            + " %.1e worst %.1e%n",
                    what,
                    attack.queries(),
                    layer + 1,
                    got.median(),
                    got.worst(),
                    100 * got.above(0.9),
                    100 * got.above(0.99),
                    got.medianError(),
                    got.worstError());
        }
    }

    /** The copy against the model, on images it has not seen. */
    private static void compare(String id, WeightAttack attack, LoadedModel model, Films films) {
        double largest = 0;
        int same = 0;
        int count = films.count();
        for (int i = 0; i < count; i++) {
            Patch patch = films.patch(i);
            double[] truth = model.floatLogits(patch);
            double[] copy =
                    attack.logits(new FixedPoint(model.info().network().activationBits()).encode(patch.values()));
            int best = 0;
            int bestOfCopy = 0;
            for (int k = 0; k < truth.length; k++) {
                largest = Math.max(largest, Math.abs(truth[k] - copy[k]));
                best = truth[k] > truth[best] ? k : best;
                bestOfCopy = copy[k] > copy[bestOfCopy] ? k : bestOfCopy;
            }
            same += best == bestOfCopy ? 1 : 0;
        }
        System.out.printf(
                "%s copy after %d queries | same class on %d of %d (%s) | largest difference of a logit %.4f%n",
                id, attack.queries(), same, count, films.kind(), largest);
    }

    /** The control: what the same client holds of the first layer in strict mode. */
    @Test
    void strictMode_givesNoMoreThanGuessing() throws Exception {
        CheckedModel model = shipped("pneumonia-cxr-28-strict");
        Recovery guessed = Recovery.byGuessing(model, 1);
        System.out.printf("guessing: median %.3f worst %.3f%n", guessed.median(), guessed.worst());
        try (OwnClient client = new OwnClient(LoadedModel.of(model), 1)) {
            LayerFit fit = new LayerFit(model.shape(), 0);
            for (int query = 1; query <= 10; query++) {
                try (Query ticket = client.open()) {
                    fit.add(ChannelMap.identity(1).canonical(ticket.mask(0)), ticket.product(0), 28);
                }
                Recovery got = Recovery.of(model, List.of(fit), 1).getFirst();
                System.out.printf("strict %d: median %.3f worst %.3f%n", query, got.median(), got.worst());
            }
        }
    }
}
