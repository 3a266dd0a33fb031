package io.veilray.cloud;

import io.veilray.client.LocalCloud;
import io.veilray.cloud.demo.SampleScans;
import io.veilray.cloud.policy.PolicyFile;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.cloud.service.ServerPolicy;
import io.veilray.keys.KeyVault;
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
        return serve(CloudOptions.onLoopback(port).withBind(how.bind(), List.of()), models, how);
    }

    static Running start(CloudOptions options, Optional<Path> models) throws IOException {
        return start(options, models, ServerIdentity.fresh(options.hostNames()), Optional.empty());
    }

    /** Whatever goes wrong at the start, the vault is closed then. */
    static Running serve(CloudOptions options, Optional<Path> models, Listening how) throws IOException {
        Optional<VaultIdentity> kept = Optional.empty();
        try {
            if (how.vault().isPresent()) {
                kept = Optional.of(new VaultIdentity(how.vault().get(), InstantSource.system()));
            }
            ServerIdentity identity = kept.map(ServerIdentity::of).orElse(ServerIdentity.fresh(options.hostNames()));
            ServerPolicy policy = policy(how.policy());
            requireCertificates(policy, how);
            return start(options.withPolicy(policy), models, admitting(identity, how), kept);
        } catch (IOException | RuntimeException e) {
            kept.ifPresent(VaultIdentity::close);
            how.vault().ifPresent(KeyVault::close);
            throw e;
        }
    }

    /** Clients that are asked for no certificate show none: with such a list, all of them would be turned away. */
    private static void requireCertificates(ServerPolicy policy, Listening how) throws IOException {
        if (!policy.certificates().isEmpty() && how.clientAuthoritiesPem().isEmpty()) {
            throw new IOException("the policy names certificates of clients, who are asked for none: name the authority"
                    + " that signed them with --client-ca, or take \"certificates\" out of "
                    + how.policy().map(Path::toString).orElse("the policy"));
        }
    }

    private static ServerPolicy policy(Optional<Path> file) throws IOException {
        return file.isPresent() ? PolicyFile.read(file.get()) : ServerPolicy.DEFAULT;
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

    private static Running start(
            CloudOptions options, Optional<Path> models, ServerIdentity identity, Optional<VaultIdentity> kept)
            throws IOException {
        List<LoadedModel> loaded = LoadedModel.load(models);
        CloudServer server = CloudServer.start(options, registry(loaded, options.policy()), identity);
        List<String> served = server.modelIds();
        return new Served(
                server,
                loaded.stream()
                        .filter(model -> served.contains(model.info().id()))
                        .toList(),
                kept);
    }

    /** All of them, if the policy fits them. */
    private static ModelRegistry registry(List<LoadedModel> loaded, ServerPolicy policy) throws IOException {
        try {
            ModelRegistry models = new ModelRegistry(loaded);
            models.under(policy);
            return models;
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
