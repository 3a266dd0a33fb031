package io.veilray.ui.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.veilray.compare.Gadget;
import io.veilray.compare.SquareShape;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.StrictPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.StreamSupport;

/**
 * How a model fares in one mode, tried and not guessed.
 *
 * @param onCard whether the card allows it
 * @param runs empty if it cannot run so
 * @param refusal why not; empty if it can
 */
record ImportMode(NonlinearMode mode, boolean onCard, Optional<ImportRuns> runs, String refusal) {
    static final String HEAD = String.format(
            Locale.ROOT,
            "  %-10s %-5s %5s %7s %13s %13s %13s %7s %10s",
            "mode",
            "card",
            "ring",
            "needed",
            "ticket B",
            "online up",
            "down",
            "rounds",
            "median ms");

    /** All modes in their order; {@code own} was measured already. Leaves the folder's card changed. */
    static List<ImportMode> all(Services services, ImportFolder folder, ImportRuns own)
            throws IOException, CloudException {
        List<String> allowed = allowed(folder);
        List<ImportMode> modes = new ArrayList<>();
        for (NonlinearMode mode : NonlinearMode.values()) {
            boolean onCard = allowed.contains(mode.word());
            modes.add(
                    mode == own.model().network().mode()
                            ? new ImportMode(mode, onCard, Optional.of(own), "")
                            : tried(services, folder, mode, onCard));
        }
        return modes;
    }

    private static List<String> allowed(ImportFolder folder) throws IOException {
        return StreamSupport.stream(folder.card().getAsJsonArray("modes").spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }

    private static ImportMode tried(Services services, ImportFolder folder, NonlinearMode mode, boolean onCard)
            throws IOException, CloudException {
        folder.allowOnly(mode);
        try (OpenCloud cloud = OpenCloud.local(services, Optional.of(folder.path()))) {
            return new ImportMode(mode, onCard, Optional.of(ImportRuns.measure(cloud)), "");
        } catch (CommandFailure e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new ImportMode(mode, onCard, Optional.empty(), folder.withoutPath(cause.getMessage()));
        } catch (CloudException e) {
            if (e.reason() == Reason.CANCELLED) {
                throw e;
            }
            return new ImportMode(mode, onCard, Optional.empty(), e.sentence());
        }
    }

    String line() {
        String head = String.format(Locale.ROOT, "  %-10s %-5s ", mode.word(), onCard ? "yes" : "no");
        return head
                + runs.map(all -> String.format(
                                Locale.ROOT,
                                "%5d %7d %,13d %,13d %,13d %7d %,10.0f",
                                all.ringBits(),
                                all.neededBits(),
                                all.any().bytesOffline(),
                                all.any().bytesUp(),
                                all.any().bytesDown(),
                                all.any().rounds(),
                                all.medianMillis()))
                        .orElse("cannot: " + refusal);
    }

    private Optional<StrictPlan> plan() {
        return runs.filter(all -> mode.shared())
                .map(all -> StrictPlan.of(all.model().network()));
    }

    /** Squares in quadratic mode, without the few comparisons that find a class. */
    private long count(StrictPlan plan) {
        return plan.gadgets().stream()
                .filter(gadget -> mode != NonlinearMode.QUADRATIC || gadget instanceof SquareShape)
                .mapToLong(Gadget::count)
                .sum();
    }

    private static long transfers(StrictPlan plan) {
        return plan.clientReceives() + plan.serverReceives();
    }

    private String operations() {
        return mode == NonlinearMode.QUADRATIC ? "squares" : "comparisons";
    }

    /** What takes most of its time. */
    Optional<String> work() {
        return plan().map(plan -> String.format(
                Locale.ROOT,
                "%s: %,d %s of %d bits on %,d oblivious transfers a ticket",
                mode.word(),
                count(plan),
                operations(),
                plan.comparedBits(),
                transfers(plan)));
    }

    /** Whether the card reveals the class alone in this mode. */
    boolean classOnly() {
        return runs.map(all -> all.model().network().rules().classOnly()).orElse(false);
    }

    private String answer() {
        return runs.map(all -> all.model().network().rules().answer().word()).orElse(null);
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("mode", mode.word());
        json.addProperty("protects", mode.promise());
        json.addProperty("onCard", onCard);
        json.addProperty("runs", runs.isPresent());
        json.addProperty("refusal", runs.isPresent() ? null : refusal);
        json.addProperty("answer", answer());
        json.addProperty("ringBits", number(ImportRuns::ringBits));
        json.addProperty("bitsNeeded", number(ImportRuns::neededBits));
        json.addProperty("proved", runs.map(ImportRuns::proved).orElse(null));
        json.addProperty("rounds", number(all -> all.any().rounds()));
        json.addProperty("bytesUp", number(all -> all.any().bytesUp()));
        json.addProperty("bytesDown", number(all -> all.any().bytesDown()));
        json.addProperty("bytesOffline", number(all -> all.any().bytesOffline()));
        json.addProperty(operations(), plan().map(this::count).orElse(null));
        json.addProperty("transfers", plan().map(ImportMode::transfers).orElse(null));
        json.addProperty("firstMillis", runs.map(ImportRuns::firstMillis).orElse(null));
        json.addProperty("medianMillis", runs.map(ImportRuns::medianMillis).orElse(null));
        return json;
    }

    private Number number(ToLongFunction<ImportRuns> figure) {
        return runs.map(figure::applyAsLong).orElse(null);
    }
}
