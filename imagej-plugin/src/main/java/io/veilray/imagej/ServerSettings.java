package io.veilray.imagej;

import ij.IJ;
import io.veilray.imagej.cloud.PluginCloud;
import io.veilray.imagej.options.Invocation;
import io.veilray.imagej.options.ModelChoice;
import io.veilray.imagej.options.ServerChoice;
import io.veilray.imagej.options.ServerOptions;
import io.veilray.imagej.options.Settings;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which server the commands use where a macro names none, tried before it is kept, and what is kept ready there. */
final class ServerSettings {
    void run(Invocation call) throws CloudException, IOException {
        ServerOptions before = new ServerOptions(Settings.server(), Settings.ready());
        Optional<ServerOptions> options = call.interactive()
                ? ServerOptions.ask(before, Pages.manual())
                : Optional.of(ServerOptions.parse(call.options().orElse(""), before));
        if (options.isPresent()) {
            keep(options.get(), call.interactive());
        }
    }

    private static void keep(ServerOptions options, boolean interactive) throws CloudException, IOException {
        ServerChoice choice = options.server();
        List<ModelInfo> models = OpenImage.models(choice);
        Settings.setServer(choice);
        Settings.setReady(options.ready());
        IJ.log("Veilray: "
                + (choice.isLocal() ? "the local cloud" : choice.server())
                + " answers and has the models "
                + models.stream().map(ModelInfo::id).collect(Collectors.joining(", ")) + ".");
        PluginCloud.boundReady();
        if (interactive && !models.isEmpty()) {
            PluginCloud.keepReady(choice, ModelChoice.last(models).id());
        }
    }
}
