package io.veilray.wire;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.InputSpec;
import io.veilray.region.Window;
import io.veilray.wire.v1.Input;
import io.veilray.wire.v1.ListModelsResponse;
import io.veilray.wire.v1.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Descriptions of models as protobuf and back. */
public final class ModelCodec {
    /** Most models of one server. */
    public static final int MOST_MODELS = 256;

    private static final int MOST_CLASSES = 4096;

    private ModelCodec() {}

    public static Model encode(ModelInfo info) {
        Input.Builder input = Input.newBuilder()
                .setChannels(info.input().channels())
                .setHeightPx(info.input().heightPx())
                .setWidthPx(info.input().widthPx())
                .setBlackSurroundings(info.input().blackSurroundings());
        info.input().window().ifPresent(window -> input.getWindowBuilder()
                .setCenter(window.center())
                .setWidth(window.width()));
        return Model.newBuilder()
                .setId(info.id())
                .setVersion(info.version())
                .setTitle(info.title())
                .addAllClasses(info.classes())
                .setInput(input)
                .setNetwork(NetworkCodec.encode(info.network()))
                .setOpinion(OpinionCodec.encode(info.opinion()))
                .setIntendedUse(info.intendedUse())
                .setTraining(info.training())
                .setAccuracy(info.accuracy())
                .build();
    }

    /** All models of a server; one that is wrong makes the whole answer wrong. */
    static List<ModelInfo> decode(ListModelsResponse message) throws CloudException {
        if (message.getModelsCount() > MOST_MODELS) {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the server lists " + message.getModelsCount() + " models: at most " + MOST_MODELS
                            + " are allowed");
        }
        List<ModelInfo> out = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Model model : message.getModelsList()) {
            ModelInfo info = decode(model);
            if (!ids.add(info.id())) {
                throw new CloudException(Reason.PROTOCOL, "the server lists model " + info.id() + " twice");
            }
            out.add(info);
        }
        return List.copyOf(out);
    }

    static ModelInfo decode(Model message) throws CloudException {
        try {
            return new ModelInfo(
                    message.getId(),
                    text(message.getVersion()),
                    text(message.getTitle()),
                    classes(message),
                    input(message.getInput()),
                    NetworkCodec.decode(message.getNetwork()),
                    OpinionCodec.decode(message.getOpinion()),
                    text(message.getIntendedUse()),
                    text(message.getTraining()),
                    text(message.getAccuracy()));
        } catch (IllegalArgumentException e) {
            throw new CloudException(
                    Reason.PROTOCOL, "the server describes a model wrongly: " + Texts.shown(e.getMessage()), e);
        }
    }

    private static List<String> classes(Model message) {
        if (message.getClassesCount() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    message.getClassesCount() + " classes: at most " + MOST_CLASSES + " are allowed");
        }
        return message.getClassesList().stream().map(ModelCodec::text).toList();
    }

    /** Keeps the text, which the record bounds, but for characters that would act on a screen. */
    private static String text(String text) {
        if (text.length() > ModelInfo.MAX_TEXT) {
            throw new IllegalArgumentException(
                    "a text of " + text.length() + " characters: at most " + ModelInfo.MAX_TEXT + " are allowed");
        }
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ");
    }

    private static InputSpec input(Input message) {
        Optional<Window> window = message.hasWindow()
                ? Optional.of(new Window(
                        message.getWindow().getCenter(), message.getWindow().getWidth()))
                : Optional.empty();
        return new InputSpec(
                message.getChannels(),
                message.getHeightPx(),
                message.getWidthPx(),
                window,
                message.getBlackSurroundings());
    }
}
