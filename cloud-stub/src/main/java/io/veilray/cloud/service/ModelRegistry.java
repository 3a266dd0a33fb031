package io.veilray.cloud.service;

import io.veilray.he.HeParameters;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ProtocolMessage.Sender;
import io.veilray.wire.ModelCodec;
import io.veilray.wire.RoundCodec;
import io.veilray.wire.StrictMessages;
import io.veilray.wire.v1.Model;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The models that are served. Immutable. */
public final class ModelRegistry {
    private final Map<String, ServedModel> models = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if there is no model, too many, or two of one id */
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

    /** Most bytes of any message that a client has reason to send. */
    public int mostRequestBytes() {
        int most = RoundCodec.mostMaskBytes(HeParameters.N8192);
        for (ServedModel model : models.values()) {
            most = Math.max(most, mostClientBytes(model.info().network()));
        }
        return most;
    }

    private static int mostClientBytes(NetworkShape shape) {
        if (!shape.mode().shared()) {
            return RoundCodec.mostActivationBytes(shape);
        }
        StrictMessages strict = StrictMessages.of(shape);
        return Math.max(strict.mostOfflineBytes(Sender.CLIENT), strict.mostOnlineBytes(Sender.CLIENT));
    }
}
