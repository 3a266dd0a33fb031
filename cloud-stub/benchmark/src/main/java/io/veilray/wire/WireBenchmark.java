package io.veilray.wire;

import io.veilray.benchmark.OneLayer;
import io.veilray.cloud.work.Crew;
import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.EncryptedMask;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.ServerPreparation;
import io.veilray.ring.Seed;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One upload and one response of a real ticket as the bytes that travel, and back. */
@State(Scope.Thread)
public class WireBenchmark {
    @Param("37")
    int ringBits;

    private TicketBytes wire;
    private EncryptedMask upload;
    private MaskedProduct response;
    private int[] positions;
    private byte[] uploadBytes;
    private byte[] responseBytes;

    @Setup
    public void fill() throws Exception {
        OneLayer layer = new OneLayer(64, 16, 16, ringBits);
        NetworkPacking packing = layer.packing();
        wire = new TicketBytes(packing);
        try (ClientSession session = new ClientSession(HeParameters.N4096);
                ClientPreparation client = session.prepare(packing);
                LinearServer linear =
                        layer.model().forTicket(Seed.random(), HeParameters.N4096, session.publicKey(), Crew.CALLER)) {
            ServerPreparation server = new ServerPreparation(packing, linear);
            positions = client.nextPositions();
            List<MaskedProduct> products = List.of();
            while (products.isEmpty()) {
                upload = client.nextMask();
                products = server.accept(upload);
            }
            response = products.getFirst();
        }
        uploadBytes = wire.of(upload);
        responseBytes = wire.of(response);
    }

    @Benchmark
    public byte[] packUpload() {
        return wire.of(upload);
    }

    @Benchmark
    public EncryptedMask unpackUpload() throws Exception {
        return wire.mask(uploadBytes, upload.ciphertext().free());
    }

    @Benchmark
    public byte[] packResponse() {
        return wire.of(response);
    }

    @Benchmark
    public MaskedProduct unpackResponse() throws Exception {
        return wire.product(responseBytes, positions);
    }
}
