package io.veilray.cloud.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds models: the shipped ones on the class path, or those of a folder, each as {@code ID/model.onnx} with
 * {@code ID/card.json} or as {@code NAME.onnx} with {@code NAME.json}. Each gives one checked model for each mode its card
 * allows.
 */
public final class ModelFolder {
    private static final String SHIPPED = "/io/veilray/cloud/demo/models/";
    private static final String MODEL = "model.onnx";
    private static final String CARD = "card.json";
    private static final String ONNX = ".onnx";

    /** The two files of a model. */
    private record Pair(Path onnx, Path card) {}

    private ModelFolder() {}

    /** The models that ship with the stub. */
    public static List<CheckedModel> shipped() throws ModelException, IOException {
        List<CheckedModel> models = new ArrayList<>();
        String index = new String(resource("index", ModelCard.MAX_BYTES), StandardCharsets.UTF_8);
        for (String id :
                index.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            byte[] card = resource(id + "/" + CARD, ModelCard.MAX_BYTES);
            models.addAll(CheckedModel.loadModes(resource(id + "/" + MODEL, OnnxGraph.MAX_BYTES), text(card)));
        }
        return models;
    }

    private static byte[] resource(String name, int maxBytes) throws IOException {
        try (InputStream in = ModelFolder.class.getResourceAsStream(SHIPPED + name)) {
            if (in == null) {
                throw new IOException("the shipped file " + SHIPPED + name + " is missing: build cloud-stub again");
            }
            return in.readNBytes(maxBytes);
        }
    }

    /** Every model of a folder; one that cannot be used fails the whole, naming it. */
    public static List<CheckedModel> read(Path folder) throws ModelException, IOException {
        List<Pair> found = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (Files.isRegularFile(entry.resolve(MODEL))) {
                found.add(new Pair(entry.resolve(MODEL), entry.resolve(CARD)));
            } else if (Files.isRegularFile(entry) && entry.toString().endsWith(ONNX)) {
                String name = entry.getFileName().toString();
                String card = name.substring(0, name.length() - ONNX.length()) + ".json";
                found.add(new Pair(entry, entry.resolveSibling(card)));
            }
        }
        if (found.isEmpty()) {
            throw new ModelException("folder " + folder + " holds no model: put ID/" + MODEL + " with ID/" + CARD
                    + " into it, or NAME.onnx with NAME.json");
        }
        return models(found);
    }

    private static List<Path> entries(Path folder) throws ModelException, IOException {
        if (!Files.isDirectory(folder)) {
            throw new ModelException("model folder " + folder + " is no folder: give one that holds models");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static List<CheckedModel> models(List<Pair> found) throws ModelException, IOException {
        List<CheckedModel> models = new ArrayList<>();
        Map<String, Path> owners = new HashMap<>();
        for (Pair pair : found) {
            List<CheckedModel> modes = modes(pair);
            String id = modes.getFirst().info().id();
            Path other = owners.put(id, pair.card());
            if (other != null) {
                throw new ModelException("model id \"" + id + "\" stands in both " + other + " and " + pair.card()
                        + ": give each model an id of its own");
            }
            models.addAll(modes);
        }
        return models;
    }

    private static List<CheckedModel> modes(Pair pair) throws ModelException, IOException {
        if (!Files.isRegularFile(pair.card())) {
            throw new ModelException(pair.onnx() + " has no model card: add " + pair.card());
        }
        byte[] card = bytes(pair.card(), ModelCard.MAX_BYTES);
        byte[] onnx = bytes(pair.onnx(), OnnxGraph.MAX_BYTES);
        try {
            return CheckedModel.loadModes(onnx, text(card));
        } catch (ModelException e) {
            throw new ModelException(pair.onnx() + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path file, int maxBytes) throws ModelException, IOException {
        long size = Files.size(file);
        if (size > maxBytes) {
            throw new ModelException(
                    "file " + file + " of " + size + " bytes: at most " + maxBytes + " are allowed for it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(maxBytes);
        }
    }

    private static String text(byte[] utf8) throws ModelException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ModelException("model card is not UTF-8 text: save it as UTF-8", e);
        }
    }
}
