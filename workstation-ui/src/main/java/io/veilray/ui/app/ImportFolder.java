package io.veilray.ui.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.veilray.protocol.NonlinearMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder with one model in it, as a server reads models; its card can be tried with other modes. */
record ImportFolder(Path path) implements AutoCloseable {
    private static final String ONNX = "model.onnx";
    private static final String CARD = "card.json";

    static ImportFolder of(Path onnx, Path card) throws IOException, CommandFailure {
        ImportFolder folder = new ImportFolder(Files.createTempDirectory("veilray-import-"));
        try {
            Files.createDirectories(folder.model());
            folder.copy(onnx, ONNX);
            folder.copy(card, CARD);
            return folder;
        } catch (IOException | CommandFailure | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private Path model() {
        return path.resolve("model");
    }

    private void copy(Path file, String name) throws CommandFailure {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(ExitCode.FILE, file + " is no file: check the path");
        }
        try {
            Files.copy(file, model().resolve(name));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FILE, file + " cannot be read: check its permissions and the disk", e);
        }
    }

    /** The card, which a server has accepted before. */
    JsonObject card() throws IOException {
        return JsonParser.parseString(Files.readString(model().resolve(CARD))).getAsJsonObject();
    }

    /** Leaves the card that mode alone. */
    void allowOnly(NonlinearMode mode) throws IOException {
        JsonObject card = card();
        JsonArray modes = new JsonArray();
        modes.add(mode.word());
        card.add("modes", modes);
        Files.writeString(model().resolve(CARD), card.toString());
    }

    /** What a refusal says without the name of the copy, which nobody knows. */
    String withoutPath(String sentence) {
        return sentence.replace(model().resolve(ONNX) + ": ", "");
    }

    @Override
    public void close() throws IOException {
        for (Path file : new Path[] {model().resolve(ONNX), model().resolve(CARD), model(), path}) {
            Files.deleteIfExists(file);
        }
    }
}
