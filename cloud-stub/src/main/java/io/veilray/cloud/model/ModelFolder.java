package io.veilray.cloud.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds models: the shipped ones on the class path, or those of a folder with {@code ID/model.onnx} and {@code ID/card.json}. */
public final class ModelFolder {
    private static final String SHIPPED = "/io/veilray/cloud/demo/models/";
    private static final String MODEL = "model.onnx";
    private static final String CARD = "card.json";

    private ModelFolder() {}

    /** The models that ship with the stub. */
    public static List<CheckedModel> shipped() throws ModelException, IOException {
        List<CheckedModel> models = new ArrayList<>();
        for (String id :
                new String(resource("index"), StandardCharsets.UTF_8).lines().toList()) {
            models.add(CheckedModel.load(
                    resource(id + "/" + MODEL), new String(resource(id + "/" + CARD), StandardCharsets.UTF_8)));
        }
        return models;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ModelFolder.class.getResourceAsStream(SHIPPED + name)) {
            if (in == null) {
                throw new IOException("the shipped file " + SHIPPED + name + " is missing: build cloud-stub again");
            }
            return in.readAllBytes();
        }
    }

    /** Every model of a folder; one that cannot be used fails the whole, naming it. */
    public static List<CheckedModel> read(Path folder) throws ModelException, IOException {
        List<Path> found;
        try (Stream<Path> entries = Files.list(folder)) {
            found = entries.filter(entry -> Files.isRegularFile(entry.resolve(MODEL)))
                    .sorted()
                    .toList();
        }
        if (found.isEmpty()) {
            throw new ModelException("folder " + folder + " holds no model: each needs a folder of its own with "
                    + MODEL + " and " + CARD);
        }
        List<CheckedModel> models = new ArrayList<>();
        for (Path model : found) {
            models.add(readOne(model));
        }
        return models;
    }

    private static CheckedModel readOne(Path folder) throws ModelException, IOException {
        Path onnx = folder.resolve(MODEL);
        Path card = folder.resolve(CARD);
        if (!Files.isRegularFile(card)) {
            throw new ModelException("model folder " + folder + " lacks " + CARD + ": add the model's card");
        }
        if (Files.size(onnx) > OnnxGraph.MAX_BYTES || Files.size(card) > OnnxGraph.MAX_BYTES) {
            throw new ModelException(
                    "model folder " + folder + " holds a file of more than " + OnnxGraph.MAX_BYTES + " bytes");
        }
        try {
            return CheckedModel.load(Files.readAllBytes(onnx), Files.readString(card));
        } catch (ModelException e) {
            throw new ModelException(folder + ": " + e.getMessage(), e);
        }
    }
}
