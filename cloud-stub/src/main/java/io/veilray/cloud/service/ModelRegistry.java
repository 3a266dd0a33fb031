package io.veilray.cloud.service;

import io.veilray.he.HeParameters;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.ProtocolMessage.Sender;
import io.veilray.wire.ModelCodec;
import io.veilray.wire.RoundCodec;
import io.veilray.wire.StrictMessages;
import io.veilray.wire.v1.Model;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The models that are served. Immutable. */
public final class ModelRegistry {
    private static final int MASK_BYTES = RoundCodec.mostMaskBytes(HeParameters.N8192);

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

    /**
     * Those of them that the policy serves.
     *
     * @throws IllegalArgumentException naming the model if there is no such card or mode, one needs larger messages than the
     *     policy allows, or none is left
     */
    public ModelRegistry under(ServerPolicy policy) {
        policy.models().modes().forEach(this::requireThere);
        List<ServedModel> served = models.values().stream()
                .filter(model -> policy.models().allow(model.info()))
                .toList();
        if (served.isEmpty()) {
            throw new IllegalArgumentException("the policy serves none of the models " + String.join(", ", ids()));
        }
        for (ServedModel model : served) {
            int most = Math.max(MASK_BYTES, mostClientBytes(model.info().network()));
            if (most > policy.largestMessageBytes()) {
                throw new IllegalArgumentException("model " + model.info().id() + " has messages of " + most
                        + " bytes: the policy allows " + policy.largestMessageBytes());
            }
        }
        return new ModelRegistry(served);
    }

    private void requireThere(String id, Set<NonlinearMode> modes) {
        List<NonlinearMode> there = models.values().stream()
                .map(ServedModel::info)
                .filter(info -> info.baseId().equals(id))
                .map(info -> info.network().mode())
                .toList();
        if (there.isEmpty()) {
            throw new IllegalArgumentException(
                    "the policy names model \"" + id + "\": there are " + String.join(", ", ids()));
        }
        for (NonlinearMode mode : modes) {
            if (!there.contains(mode)) {
                throw new IllegalArgumentException("the policy names model \"" + id + "\" in mode " + mode.word()
                        + ": its card allows "
                        + String.join(
                                ", ", there.stream().map(NonlinearMode::word).toList()));
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
        int most = MASK_BYTES;
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
