package io.veilray.cloud;

import io.veilray.client.LocalCloud;
import io.veilray.cloud.demo.SampleScans;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.keys.Pem;
import io.veilray.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The stub as front ends find it: a server of its own on loopback, reached over the wire like any other. */
public final class StubCloud implements LocalCloud {
    @Override
    public Running start(int port, Optional<Path> models) throws IOException {
        return start(CloudOptions.onLoopback(port), models);
    }

    @Override
    public Running serve(int port, Optional<Path> models, Listening how) throws IOException {
        return start(CloudOptions.onLoopback(port).withBind(how.bind(), List.of()), models, how);
    }

    static Running start(CloudOptions options, Optional<Path> models) throws IOException {
        return start(options, models, Listening.ON_LOOPBACK);
    }

    static Running start(CloudOptions options, Optional<Path> models, Listening how) throws IOException {
        Optional<VaultIdentity> kept = how.vault().isPresent()
                ? Optional.of(new VaultIdentity(how.vault().get(), InstantSource.system()))
                : Optional.empty();
        try {
            List<LoadedModel> loaded = LoadedModel.load(models);
            ServerIdentity identity = kept.map(ServerIdentity::of).orElse(ServerIdentity.fresh(options.hostNames()));
            CloudServer server = CloudServer.start(options, registry(loaded), admitting(identity, how));
            return new Served(server, loaded, kept);
        } catch (IOException | RuntimeException e) {
            kept.ifPresent(VaultIdentity::close);
            throw e;
        }
    }

    private static ServerIdentity admitting(ServerIdentity identity, Listening how) throws IOException {
        if (how.clientAuthoritiesPem().isEmpty()) {
            return identity;
        }
        try {
            return identity.admittingOnly(
                    Pem.certificates(how.clientAuthoritiesPem().get()));
        } catch (CertificateException e) {
            throw new IOException("the file of the clients' authority is no certificate in PEM", e);
        }
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

    private record Served(CloudServer server, List<LoadedModel> models, Optional<VaultIdentity> kept)
            implements Running {
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
            kept.ifPresent(VaultIdentity::close);
        }
    }
}
