package io.veilray.cloud.service;

import io.veilray.he.HeParameters;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NetworkPacking;
import io.veilray.wire.ModelCodec;
import io.veilray.wire.RoundCodec;
import io.veilray.wire.v1.Model;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The models that are served, with their packings. Immutable but for the cache; safe for use by several threads. */
public final class ModelRegistry {
    private record Packed(String id, int degree) {}

    private final Map<String, ServedModel> models = new LinkedHashMap<>();
    private final Map<Packed, NetworkPacking> packings = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if there is no model, too many, two of one id, or one that cannot be packed */
    public ModelRegistry(Collection<? extends ServedModel> served) {
        if (served.isEmpty() || served.size() > ModelCodec.MOST_MODELS) {
            throw new IllegalArgumentException(
                    served.size() + " models to serve: must be 1 to " + ModelCodec.MOST_MODELS);
        }
        for (ServedModel model : served) {
            String id = model.info().id();
            if (models.put(id, model) != null) {
                throw new IllegalArgumentException("two models with the id " + id + ": ids must differ");
            }
            packing(model, HeParameters.N4096);
        }
    }

    public List<String> ids() {
        return List.copyOf(models.keySet());
    }

    List<Model> descriptions() {
        return models.values().stream()
                .map(model -> ModelCodec.encode(model.info()))
                .toList();
    }

    ServedModel model(String id) throws CloudException {
        ServedModel model = models.get(id);
        if (model == null) {
            throw new CloudException(
                    Reason.UNKNOWN_MODEL, "no such model; there are " + String.join(", ", models.keySet()));
        }
        return model;
    }

    NetworkPacking packing(ServedModel model, HeParameters parameters) {
        return packings.computeIfAbsent(
                new Packed(model.info().id(), parameters.degree()),
                key -> new NetworkPacking(model.info().network(), parameters));
    }

    /** Most bytes of any message that a client has reason to send. */
    public int mostRequestBytes() {
        int most = 0;
        for (ServedModel model : models.values()) {
            most = Math.max(most, RoundCodec.mostActivationBytes(model.info().network()));
            most = Math.max(most, RoundCodec.mostMaskBytes(HeParameters.N8192));
        }
        return most;
    }
}
