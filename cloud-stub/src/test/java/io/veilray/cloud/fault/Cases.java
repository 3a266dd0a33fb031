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

    /**
     * Every message of a classification with every fault once. Strict and quadratic mode share what is said offline, and
     * breaking it costs new transfers: there the two take every other fault of messages, and one fault of bytes for each
     * message, since TLS knows no modes.
     */
    static List<Case> everyOne(Map<String, List<Moment>> moments) {
        Cases out = new Cases();
        moments.get(TinyModel.MASKED).forEach(moment -> out.add(TinyModel.MASKED, moment, ALL));
        int i = 0;
        for (Moment moment : shared(moments, TinyModel.STRICT)) {
            List<Object> all = moment.call().equals("Infer") ? ALL : OF_MESSAGES;
            for (Object fault : all) {
                String model = i++ % 2 == 0 ? TinyModel.STRICT : TinyModel.QUADRATIC;
                out.add(moments.get(model).contains(moment) ? model : TinyModel.STRICT, moment, List.of(fault));
            }
            out.add(TinyModel.STRICT, moment, List.of(OF_BYTES.get(i % OF_BYTES.size())));
        }
        return out.cases;
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
