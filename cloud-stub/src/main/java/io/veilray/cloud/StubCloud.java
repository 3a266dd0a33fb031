package io.veilray.cloud;

import io.veilray.client.LocalCloud;
import io.veilray.cloud.demo.SampleScans;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The stub as front ends find it: a server of its own on loopback, reached over the wire like any other. */
public final class StubCloud implements LocalCloud {
    @Override
    public Running start(int port, Optional<Path> models) throws IOException {
        return start(CloudOptions.onLoopback(port), models);
    }

    static Running start(CloudOptions options, Optional<Path> models) throws IOException {
        List<LoadedModel> loaded = LoadedModel.load(models);
        return new Served(CloudServer.start(options, registry(loaded)), loaded);
    }

    private static ModelRegistry registry(List<LoadedModel> loaded) throws IOException {
        try {
            return new ModelRegistry(loaded);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public List<Path> writeSamples(Path folder) throws IOException {
        return SampleScans.write(folder);
    }

    private record Served(CloudServer server, List<LoadedModel> models) implements Running {
        @Override
        public Endpoint endpoint() {
            return new Endpoint("localhost", server.port(), Optional.of(server.certificatePem()));
        }

        @Override
        public List<String> modelIds() {
            return models.stream().map(model -> model.info().id()).toList();
        }

        @Override
        public PlaintextReference plaintext(String modelId) {
            return model(modelId);
        }

        @Override
        public List<SumNeed> needs(String modelId) {
            return model(modelId).needs();
        }

        private LoadedModel model(String modelId) {
            return models.stream()
                    .filter(model -> model.info().id().equals(modelId))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("model \"" + modelId + "\": must be one of " + modelIds()));
        }

        @Override
        public void awaitStop() throws InterruptedException {
            server.awaitStop();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
