package io.veilray.wire;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.SharedRules;
import io.veilray.protocol.SharedRules.Answer;
import io.veilray.protocol.SharedRules.Truncation;
import io.veilray.protocol.TensorShape;
import io.veilray.wire.v1.AveragePool;
import io.veilray.wire.v1.Layer;
import io.veilray.wire.v1.MaxPool;
import io.veilray.wire.v1.Network;
import io.veilray.wire.v1.PoolWindow;
import io.veilray.wire.v1.Relu;
import io.veilray.wire.v1.Square;
import io.veilray.wire.v1.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The public form of a network as protobuf and back. Decoding throws IllegalArgumentException with the value and what is
 * allowed; it bounds what the shape's own checks leave open, so that a hostile description cannot fill the client's memory.
 */
final class NetworkCodec {
    /** Most entries of all tensors and sums of a network: masks and shares of one ticket then take 512 MB at most. */
    static final long MOST_ENTRIES = 1L << 26;

    private NetworkCodec() {}

    static Network encode(NetworkShape shape) {
        Network.Builder out = Network.newBuilder()
                .setInput(encode(shape.input()))
                .setMode(
                        switch (shape.mode()) {
                            case MASKED -> io.veilray.wire.v1.NonlinearMode.NONLINEAR_MODE_MASKED;
                            case STRICT -> io.veilray.wire.v1.NonlinearMode.NONLINEAR_MODE_STRICT;
                            case QUADRATIC -> io.veilray.wire.v1.NonlinearMode.NONLINEAR_MODE_QUADRATIC;
                        })
                .setRingBits(shape.ringBits())
                .setActivationBits(shape.activationBits())
                .setWeightBits(shape.weightBits())
                .setMultiplierBits(shape.multiplierBits());
        if (shape.mode() != NonlinearMode.MASKED) {
            out.setTruncation(encode(shape.rules().truncation()));
            out.setAnswer(encode(shape.rules().answer()));
        }
        shape.rules().logitBits().ifPresent(out::setLogitBits);
        shape.layers().forEach(layer -> out.addLayers(encode(layer)));
        return out.build();
    }

    private static io.veilray.wire.v1.Truncation encode(Truncation truncation) {
        return switch (truncation) {
            case ONE_BIT -> io.veilray.wire.v1.Truncation.TRUNCATION_ONE_BIT;
            case FAITHFUL -> io.veilray.wire.v1.Truncation.TRUNCATION_FAITHFUL;
        };
    }

    private static io.veilray.wire.v1.Answer encode(Answer answer) {
        return switch (answer) {
            case LOGITS -> io.veilray.wire.v1.Answer.ANSWER_LOGITS;
            case CLASS -> io.veilray.wire.v1.Answer.ANSWER_CLASS;
        };
    }

    private static Layer encode(LayerShape layer) {
        Layer.Builder out = Layer.newBuilder().setName(layer.name()).setLinearOutput(encode(layer.linearOutput()));
        layer.terms().forEach(term -> out.addTerms(encode(term)));
        layer.nonlinear().forEach(operation -> out.addNonlinear(encode(operation)));
        return out.build();
    }

    private static io.veilray.wire.v1.TensorShape encode(TensorShape shape) {
        return io.veilray.wire.v1.TensorShape.newBuilder()
                .setChannels(shape.channels())
                .setHeight(shape.height())
                .setWidth(shape.width())
                .build();
    }

    private static Term encode(LinearTerm term) {
        return Term.newBuilder()
                .setTensor(term.tensor())
                .setKernelHeight(term.kernelHeight())
                .setKernelWidth(term.kernelWidth())
                .setStride(term.stride())
                .setPadTop(term.padTop())
                .setPadLeft(term.padLeft())
                .build();
    }

    private static io.veilray.wire.v1.Nonlinear encode(Nonlinear operation) {
        var out = io.veilray.wire.v1.Nonlinear.newBuilder();
        switch (operation) {
            case Nonlinear.Relu relu -> out.setRelu(Relu.getDefaultInstance());
            case Nonlinear.Square square -> out.setSquare(Square.getDefaultInstance());
            case Nonlinear.MaxPool pool -> out.setMaxPool(MaxPool.newBuilder().setWindow(encode(pool.window())));
            case Nonlinear.AveragePool pool ->
                out.setAveragePool(AveragePool.newBuilder()
                        .setWindow(encode(pool.window()))
                        .setCountPadding(pool.countPadding()));
        }
        return out.build();
    }

    private static PoolWindow encode(io.veilray.protocol.PoolWindow window) {
        return PoolWindow.newBuilder()
                .setHeight(window.height())
                .setWidth(window.width())
                .setStrideHeight(window.strideHeight())
                .setStrideWidth(window.strideWidth())
                .setPadTop(window.padTop())
                .setPadLeft(window.padLeft())
                .setOutputHeight(window.outputHeight())
                .setOutputWidth(window.outputWidth())
                .build();
    }

    static NetworkShape decode(Network message) {
        requireCount("layers", message.getLayersCount(), NetworkShape.MAX_LAYERS);
        NonlinearMode mode = mode(message);
        List<LayerShape> layers = new ArrayList<>();
        for (Layer layer : message.getLayersList()) {
            layers.add(decode(layer));
        }
        NetworkShape shape = new NetworkShape(
                decode(message.getInput()),
                layers,
                mode,
                message.getRingBits(),
                message.getActivationBits(),
                message.getWeightBits(),
                message.getMultiplierBits(),
                rules(message));
        requireFewEntries(shape);
        if (mode.shared()) {
            StrictMessages.of(shape).requireModest();
        }
        return shape;
    }

    /** A number of logit bits beyond int reads as negative, and is refused so. */
    private static SharedRules rules(Network message) {
        Truncation truncation =
                switch (message.getTruncation()) {
                    case TRUNCATION_UNSPECIFIED, TRUNCATION_ONE_BIT -> Truncation.ONE_BIT;
                    case TRUNCATION_FAITHFUL -> Truncation.FAITHFUL;
                    case UNRECOGNIZED ->
                        throw new IllegalArgumentException("truncation " + message.getTruncationValue()
                                + ": this version knows one-bit and faithful");
                };
        return new SharedRules(
                truncation,
                message.hasLogitBits() ? OptionalInt.of(message.getLogitBits()) : OptionalInt.empty(),
                answer(message));
    }

    private static Answer answer(Network message) {
        return switch (message.getAnswer()) {
            case ANSWER_UNSPECIFIED, ANSWER_LOGITS -> Answer.LOGITS;
            case ANSWER_CLASS -> Answer.CLASS;
            case UNRECOGNIZED ->
                throw new IllegalArgumentException(
                        "answer " + message.getAnswerValue() + ": this version knows logits and class");
        };
    }

    private static NonlinearMode mode(Network message) {
        return switch (message.getMode()) {
            case NONLINEAR_MODE_MASKED -> NonlinearMode.MASKED;
            case NONLINEAR_MODE_STRICT -> NonlinearMode.STRICT;
            case NONLINEAR_MODE_QUADRATIC -> NonlinearMode.QUADRATIC;
            default ->
                throw new IllegalArgumentException("nonlinear mode " + message.getModeValue()
                        + ": this version knows masked, strict and quadratic");
        };
    }

    private static void requireFewEntries(NetworkShape shape) {
        long entries = 0;
        for (int i = 0; i < shape.rounds(); i++) {
            entries += shape.tensor(i).size()
                    + (long) shape.layers().get(i).linearOutput().size();
        }
        if (entries > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "network of " + entries + " entries in all tensors: at most " + MOST_ENTRIES + " are allowed");
        }
    }

    private static LayerShape decode(Layer message) {
        requireCount("terms", message.getTermsCount(), LayerShape.MAX_TERMS);
        requireCount("nonlinear operations", message.getNonlinearCount(), LayerShape.MAX_TERMS);
        requireCount("characters of a layer's name", message.getName().length(), ModelInfo.MAX_TEXT);
        List<LinearTerm> terms =
                message.getTermsList().stream().map(NetworkCodec::decode).toList();
        List<Nonlinear> nonlinear =
                message.getNonlinearList().stream().map(NetworkCodec::decode).toList();
        return new LayerShape(Texts.shown(message.getName()), terms, decode(message.getLinearOutput()), nonlinear);
    }

    private static void requireCount(String what, int count, int most) {
        if (count > most) {
            throw new IllegalArgumentException(count + " " + what + ": at most " + most + " are allowed");
        }
    }

    private static TensorShape decode(io.veilray.wire.v1.TensorShape message) {
        return new TensorShape(message.getChannels(), message.getHeight(), message.getWidth());
    }

    private static LinearTerm decode(Term message) {
        return new LinearTerm(
                message.getTensor(),
                message.getKernelHeight(),
                message.getKernelWidth(),
                message.getStride(),
                message.getPadTop(),
                message.getPadLeft());
    }

    private static Nonlinear decode(io.veilray.wire.v1.Nonlinear message) {
        return switch (message.getOperationCase()) {
            case RELU -> new Nonlinear.Relu();
            case SQUARE -> new Nonlinear.Square();
            case MAX_POOL -> new Nonlinear.MaxPool(decode(message.getMaxPool().getWindow()));
            case AVERAGE_POOL ->
                new Nonlinear.AveragePool(
                        decode(message.getAveragePool().getWindow()),
                        message.getAveragePool().getCountPadding());
            case OPERATION_NOT_SET ->
                throw new IllegalArgumentException(
                        "a nonlinear operation of an unknown kind: relu, max pool, average pool and square are known");
        };
    }

    /** Sides are bounded so that positions and divisors cannot overflow. */
    private static io.veilray.protocol.PoolWindow decode(PoolWindow message) {
        int[] sides = {
            message.getHeight(),
            message.getWidth(),
            message.getStrideHeight(),
            message.getStrideWidth(),
            message.getPadTop(),
            message.getPadLeft(),
            message.getOutputHeight(),
            message.getOutputWidth()
        };
        for (int side : sides) {
            requireCount("as a side of a pooling window", side, LinearTerm.MAX_SIDE);
        }
        return new io.veilray.protocol.PoolWindow(
                sides[0], sides[1], sides[2], sides[3], sides[4], sides[5], sides[6], sides[7]);
    }
}
