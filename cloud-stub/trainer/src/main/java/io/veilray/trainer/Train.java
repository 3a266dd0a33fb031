package io.veilray.trainer;

import ai.djl.ndarray.NDManager;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.FloatModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Patch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains one shipped model and writes {@code <out>/<id>/model.onnx}, {@code card.json} and {@code <out>/index}. */
@Command(name = "train", description = "Trains a shipped model from its recipe.")
public final class Train implements Callable<Integer> {
    @Option(names = "--model", required = true, description = "which recipe")
    private String model;

    @Option(names = "--data", required = true, description = "folder that holds the data sets")
    private Path data;

    @Option(names = "--out", required = true, description = "models folder to write to")
    private Path out;

    @Option(names = "--search", arity = "1", description = "compare the recipe's candidates instead, write nothing")
    private boolean search;

    @Option(
            names = "--examine",
            arity = "1",
            description = "measure the model in the models folder again and write its card, without training")
    private boolean examine;

    @Option(names = "--figures", required = true, description = "folder for the reliability figure")
    private Path figures;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Train()).execute(args));
    }

    @Override
    public Integer call() throws IOException, ModelException {
        Recipe recipe = Recipe.of(model);
        if (examine) {
            ship(recipe, Files.readAllBytes(out.resolve(recipe.id()).resolve("model.onnx")));
            return 0;
        }
        EngineSettings.apply();
        try (NDManager manager = NDManager.newBaseManager()) {
            if (search) {
                new Search(recipe, split(recipe, "train", manager), split(recipe, "val", manager)).run(manager);
                return 0;
            }
            FrozenNetwork network = train(recipe, manager);
            if (recipe.mode() == NonlinearMode.MASKED) {
                System.out.println("sums within " + Arrays.toString(network.bounds()));
            }
            ship(recipe, OnnxWriter.write(network, recipe.id()));
        }
        return 0;
    }

    private FrozenNetwork train(Recipe recipe, NDManager manager) throws IOException, ModelException {
        Batches training = split(recipe, "train", manager);
        Batches validation = split(recipe, "val", manager);
        if (recipe.mode() == NonlinearMode.QUADRATIC) {
            return new SquareTraining(recipe, training, validation, manager).run(shipped(SquareRecipes.relu(recipe)));
        }
        SplittableRandom random = new SplittableRandom(recipe.seed());
        TrainableNetwork fresh = TrainableNetwork.fresh(recipe.architecture(), manager, random.split());
        FrozenNetwork learnt =
                new Phase(recipe.learn(), fresh, training, recipe.augmentation(), random.split()).run(validation);
        TrainableNetwork folded = TrainableNetwork.of(learnt, manager);
        return new Phase(recipe.tame().orElseThrow(), folded, training, recipe.augmentation(), random.split())
                .run(validation)
                .balanced(RingChoice.hiddenBound(recipe.ringBits()));
    }

    private CheckedModel shipped(Recipe recipe) throws IOException, ModelException {
        Path folder = out.resolve(recipe.id());
        return CheckedModel.load(
                Files.readAllBytes(folder.resolve("model.onnx")), Files.readString(folder.resolve("card.json")));
    }

    private Batches split(Recipe recipe, String name, NDManager manager) throws IOException {
        return new Batches(images(recipe, name), manager);
    }

    private LabelledImages images(Recipe recipe, String name) throws IOException {
        Path folder = data.resolve(recipe.folder()).resolve(name);
        return LabelledImages.read(
                folder, recipe.classes(), recipe.architecture().sizePx());
    }

    /**
     * Has the server's compiler prove the model in all its modes, measures its rule for opinions on the training and validation splits,
     * examines both on the test split and writes the model with its card.
     */
    private void ship(Recipe recipe, byte[] onnx) throws IOException, ModelException {
        RingChoice ring = ring(recipe, onnx);
        CheckedModel model =
                CheckedModel.loadModes(onnx, Card.unmeasured(recipe, ring)).getFirst();
        OpinionRule rule = rule(recipe, model);
        LabelledImages unseen = images(recipe, "test");
        Exam test = Exam.of(model, rule, unseen);
        Path folder = Files.createDirectories(out.resolve(recipe.id()));
        Files.write(folder.resolve("model.onnx"), onnx);
        Files.writeString(folder.resolve("card.json"), Card.json(recipe, ring, rule, test));
        writeFigure(recipe, test.opinion().orElseThrow());
        if (recipe.mode() == NonlinearMode.MASKED) {
            addToIndex(recipe.id());
        }
        model.ranges().forEach(System.out::println);
        System.out.println(test);
        new Strangers(model, rule).report(data, recipe, unseen).forEach(System.out::println);
        System.out.println("wrote " + folder + " for a ring of " + ring.ringBits() + " bits");
    }

    private RingChoice ring(Recipe recipe, byte[] onnx) throws IOException, ModelException {
        if (recipe.mode() == NonlinearMode.MASKED) {
            return RingChoice.of(onnx, recipe);
        }
        List<Patch> known = new ArrayList<>(images(recipe, "train").patches());
        known.addAll(images(recipe, "val").patches());
        return RingChoice.calibrated(onnx, recipe, known);
    }

    private OpinionRule rule(Recipe recipe, CheckedModel model) throws IOException {
        LabelledImages validation = images(recipe, "val");
        FloatModel floats = new FloatModel(model);
        double[][] logits = validation.patches().stream().map(floats::logits).toArray(double[][]::new);
        return OpinionFit.of(
                recipe.modalities(),
                images(recipe, "train").patches(),
                validation.patches(),
                logits,
                validation.labels());
    }

    private void writeFigure(Recipe recipe, OpinionExam exam) throws IOException {
        Files.writeString(
                Files.createDirectories(figures).resolve("reliability-" + recipe.id() + ".svg"),
                ReliabilityFigure.svg(recipe.id() + ", test split", exam.reliability(), exam.uncalibrated()));
    }

    private void addToIndex(String id) throws IOException {
        Path index = out.resolve("index");
        Set<String> ids = new LinkedHashSet<>();
        if (Files.exists(index)) {
            ids.addAll(Files.readAllLines(index));
        }
        ids.add(id);
        Files.write(index, ids);
    }
}
