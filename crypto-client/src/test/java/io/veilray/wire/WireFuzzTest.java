package io.veilray.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import io.veilray.wire.v1.ListModelsResponse;
import io.veilray.wire.v1.Network;
import io.veilray.wire.v1.OpinionRule;
import java.util.List;
import java.util.Map;

/** What a server says of its models, as hostile bytes; what is accepted encodes to what decodes to the same. */
class WireFuzzTest extends FuzzTest {
    @Override
    protected Map<String, List<byte[]>> seeds() {
        byte[] network = NetworkCodec.encode(SmallModel.network()).toByteArray();
        byte[] opinion = OpinionCodec.encode(SmallModel.opinion()).toByteArray();
        byte[] models = ListModelsResponse.newBuilder()
                .addModels(ModelCodec.encode(SmallModel.info()))
                .build()
                .toByteArray();
        return Map.of(
                "network",
                List.of(network, shared(NonlinearMode.STRICT), shared(NonlinearMode.QUADRATIC)),
                "opinion",
                List.of(opinion),
                "models",
                List.of(models));
    }

    static byte[] strict() {
        return shared(NonlinearMode.STRICT);
    }

    private static byte[] shared(NonlinearMode mode) {
        TensorShape map = new TensorShape(2, 6, 6);
        PoolWindow half = new PoolWindow(2, 2, 2, 2, 0, 0, 3, 3);
        List<Nonlinear> nonlinear = mode == NonlinearMode.STRICT
                ? List.of(new Nonlinear.MaxPool(half), new Nonlinear.Relu())
                : List.of(new Nonlinear.Square());
        LayerShape conv = new LayerShape("conv", List.of(new LinearTerm(0, 3, 3, 1, 1, 1)), map, nonlinear);
        TensorShape before = conv.output();
        LayerShape dense = new LayerShape(
                "dense",
                List.of(new LinearTerm(1, before.height(), before.width(), 1, 0, 0)),
                new TensorShape(2, 1, 1),
                List.of());
        return NetworkCodec.encode(
                        new NetworkShape(new TensorShape(1, 6, 6), List.of(conv, dense), mode, 37, 10, 12, 0))
                .toByteArray();
    }

    @Fuzz(
            most = 512,
            kilobytes = 512,
            perByte = 4096,
            refusals = {IllegalArgumentException.class, InvalidProtocolBufferException.class})
    static void network(byte[] input) throws InvalidProtocolBufferException {
        NetworkShape shape = NetworkCodec.decode(Network.parseFrom(input));
        if (!NetworkCodec.decode(NetworkCodec.encode(shape)).equals(shape)) {
            throw new AssertionError("does not come back: " + shape);
        }
    }

    @Fuzz(
            most = 512,
            kilobytes = 256,
            perByte = 512,
            refusals = {IllegalArgumentException.class, InvalidProtocolBufferException.class})
    static void opinion(byte[] input) throws InvalidProtocolBufferException {
        var rule = OpinionCodec.decode(OpinionRule.parseFrom(input));
        var encoded = OpinionCodec.encode(rule);
        if (!OpinionCodec.encode(OpinionCodec.decode(encoded)).equals(encoded)) {
            throw new AssertionError("does not come back: " + encoded);
        }
    }

    @Fuzz(
            most = 1024,
            kilobytes = 512,
            perByte = 4096,
            refusals = {CloudException.class, InvalidProtocolBufferException.class})
    static void models(byte[] input) throws InvalidProtocolBufferException, CloudException {
        ModelCodec.decode(ListModelsResponse.parseFrom(input)).forEach(ModelCodec::encode);
    }
}
