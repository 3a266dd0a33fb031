package io.veilray.trainer;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains one shipped model and writes {@code <out>/<id>/model.onnx}, {@code card.json} and {@code <out>/index}. */
@Command(name = "train", description = "Trains a shipped model from its recipe.")
public final class Train implements Callable<Integer> {
    /** Every hidden sum is brought to this bound: 32 bits hold 32, the rest is room for rounding. */
    private static final double HIDDEN_BOUND = 28;

    @Option(names = "--model", required = true, description = "which recipe")
    private String model;

    @Option(names = "--data", required = true, description = "folder that holds the data sets")
    private Path data;

    @Option(names = "--out", required = true, description = "models folder to write to")
    private Path out;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Train()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Recipe recipe = Recipe.of(model);
        EngineSettings.apply();
        try (NDManager manager = NDManager.newBaseManager()) {
            FrozenNetwork network = train(recipe, manager);
            Scores test = split(recipe, "test", manager).score(TrainableNetwork.of(network, manager));
            write(recipe, network, test);
        }
        return 0;
    }

    private FrozenNetwork train(Recipe recipe, NDManager manager) throws IOException {
        Batches training = split(recipe, "train", manager);
        Batches validation = split(recipe, "val", manager);
        SplittableRandom random = new SplittableRandom(recipe.seed());
        TrainableNetwork fresh = TrainableNetwork.fresh(recipe.architecture(), manager, random.split());
        FrozenNetwork learnt = new Phase(recipe.learn(), fresh, training, random.split()).run(validation);
        TrainableNetwork folded = TrainableNetwork.of(learnt, manager);
        return new Phase(recipe.tame(), folded, training, random.split())
                .run(validation)
                .balanced(HIDDEN_BOUND);
    }

    private Batches split(Recipe recipe, String name, NDManager manager) throws IOException {
        Path folder = data.resolve(recipe.folder()).resolve(name);
        int sizePx = recipe.architecture().sizePx();
        return new Batches(LabelledImages.read(folder, recipe.classes(), sizePx), manager);
    }

    private void write(Recipe recipe, FrozenNetwork network, Scores test) throws IOException {
        RingChoice ring = RingChoice.forBounds(network.bounds());
        Path folder = Files.createDirectories(out.resolve(recipe.id()));
        Files.write(folder.resolve("model.onnx"), OnnxWriter.write(network, recipe.id()));
        Files.writeString(folder.resolve("card.json"), Card.json(recipe, ring, test));
        addToIndex(recipe.id());
        System.out.println("bounds " + Arrays.toString(network.bounds()) + ", ring " + ring.ringBits() + " bits");
        System.out.println("test " + test);
        System.out.println("wrote " + folder);
    }

    private void addToIndex(String id) throws IOException {
        Path index = out.resolve("index");
        TreeSet<String> ids = new TreeSet<>();
        if (Files.exists(index)) {
            ids.addAll(Files.readAllLines(index));
        }
        ids.add(id);
        Files.write(index, ids);
    }
}
