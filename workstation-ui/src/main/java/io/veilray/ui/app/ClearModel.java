package io.veilray.ui.app;

import io.veilray.client.LocalCloud.PlaintextReference;
import io.veilray.client.LocalCloud.Running;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The model in the clear on this computer, if it is here: that of the local server itself, or for another server the
 * shipped model of the same id and version.
 *
 * @param reference empty if it is not here
 * @param missing why not, in one sentence; empty if it is
 * @param opened a local cloud that was opened for it
 */
record ClearModel(Optional<PlaintextReference> reference, String missing, Optional<OpenCloud> opened)
        implements AutoCloseable {

    static ClearModel of(OpenCloud cloud, ModelInfo model, Services services) throws CloudException, CommandFailure {
        Optional<Running> own = cloud.running();
        if (own.isPresent()) {
            return new ClearModel(Optional.of(own.get().plaintext(model.id())), "", Optional.empty());
        }
        if (services.localCloud().get().isEmpty()) {
            return none("This installation has no models of its own to compare with.");
        }
        OpenCloud local = OpenCloud.local(services);
        Optional<String> version = local.find(model.id()).map(ModelInfo::version);
        if (version.equals(Optional.of(model.version()))) {
            PlaintextReference reference = local.running().orElseThrow().plaintext(model.id());
            return new ClearModel(Optional.of(reference), "", Optional.of(local));
        }
        local.close();
        return none("This installation ships "
                + version.map(other -> "version " + other + " of " + model.id()).orElse("no model " + model.id())
                + ", the server has version " + model.version() + ": there is nothing to compare with.");
    }

    /** Runs a comparison with the model in the clear, which a calibrated model refuses for images unlike its own. */
    static <T> T compared(Supplier<T> comparison) throws CommandFailure {
        try {
            return comparison.get();
        } catch (ArithmeticException e) {
            throw new CommandFailure(
                    ExitCode.FILE,
                    "There is nothing to compare with, as " + e.getMessage()
                            + "; its private result cannot be trusted either, so calibrate the model with such images",
                    e);
        }
    }

    private static ClearModel none(String reason) {
        return new ClearModel(Optional.empty(), reason, Optional.empty());
    }

    @Override
    public void close() {
        opened.ifPresent(OpenCloud::close);
    }
}
