package io.veilray.cloud.fault;

import io.veilray.cloud.model.TinyModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Which faults are put where. */
final class Cases {
    private static final List<Object> OF_BYTES = List.of(ByteFault.values());
    private static final List<Object> OF_MESSAGES = Stream.concat(
                    Stream.of(Case.CANCEL), Stream.of(MessageFault.values()))
            .toList();
    private static final List<Object> ALL =
            Stream.concat(OF_BYTES.stream(), OF_MESSAGES.stream()).toList();

    private final List<Case> cases = new ArrayList<>();

    private Cases() {}

    /** Every message of every model with every fault. */
    static List<Case> all(Map<String, List<Moment>> moments) {
        Cases out = new Cases();
        moments.forEach((model, own) -> own.forEach(moment -> out.add(model, moment, ALL)));
        return out.cases;
    }

    /**
     * As many as a few seconds allow. Every message of a masked classification with every fault of messages. Strict and quadratic
     * mode take turns: every online message with every such fault, every offline one, where each costs new transfers, with
     * one. Every message with one or two faults of bytes, since TLS knows no modes. What is not all takes turns.
     */
    static List<Case> systematic(Map<String, List<Moment>> moments) {
        Cases out = new Cases();
        int turn = 0;
        for (Moment moment : moments.get(TinyModel.MASKED)) {
            out.add(TinyModel.MASKED, moment, OF_MESSAGES);
            for (int i = 0; i < 2; i++) {
                out.add(TinyModel.MASKED, moment, List.of(OF_BYTES.get(turn++ % OF_BYTES.size())));
            }
        }
        for (Moment moment : shared(moments, TinyModel.STRICT)) {
            int count = moment.call().equals("Infer") ? OF_MESSAGES.size() : 1;
            for (int i = 0; i < count; i++) {
                out.add(model(moments, moment, turn), moment, List.of(OF_MESSAGES.get(turn++ % OF_MESSAGES.size())));
            }
            out.add(model(moments, moment, turn), moment, List.of(OF_BYTES.get(turn % OF_BYTES.size())));
        }
        return out.cases;
    }

    private static String model(Map<String, List<Moment>> moments, Moment moment, int turn) {
        boolean quadratic = turn % 2 == 1 && moments.get(TinyModel.QUADRATIC).contains(moment);
        return quadratic ? TinyModel.QUADRATIC : TinyModel.STRICT;
    }

    private static List<Moment> shared(Map<String, List<Moment>> moments, String model) {
        return moments.get(model).stream()
                .filter(moment -> !moment.call().equals("OpenSession"))
                .toList();
    }

    private void add(String model, Moment moment, List<Object> faults) {
        for (Object fault : faults) {
            // what has no next message of its direction to change places with is as good as dropped
            if (fault != MessageFault.SWAPPED
                    || moment.index() < 2 && moment.call().equals("Prepare")) {
                cases.add(new Case(model, moment, fault));
            }
        }
    }

    /** That many drawn from all there are. */
    static List<Case> random(Map<String, List<Moment>> moments, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> models = List.copyOf(moments.keySet());
        List<Case> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String model = models.get(random.nextInt(models.size()));
            List<Moment> own = moments.get(model);
            out.add(new Case(model, own.get(random.nextInt(own.size())), ALL.get(random.nextInt(ALL.size()))));
        }
        return out;
    }
}
