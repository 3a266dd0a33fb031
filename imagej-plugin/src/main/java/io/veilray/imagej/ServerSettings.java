package io.veilray.imagej;

import ij.IJ;
import io.veilray.imagej.options.Invocation;
import io.veilray.imagej.options.ServerChoice;
import io.veilray.imagej.options.ServerOptions;
import io.veilray.imagej.options.Settings;
import io.veilray.protocol.CloudException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Which server the commands use where a macro names none; it is tried before it is kept. */
final class ServerSettings {
    void run(Invocation call) throws CloudException, IOException {
        ServerChoice before = Settings.server();
        Optional<ServerChoice> choice = call.interactive()
                ? ServerOptions.ask(before, Pages.manual())
                : Optional.of(ServerOptions.parse(call.options().orElse(""), before));
        if (choice.isPresent()) {
            List<String> models = OpenImage.models(choice.get());
            Settings.setServer(choice.get());
            IJ.log("Veilray: "
                    + (choice.get().isLocal() ? "the local cloud" : choice.get().server())
                    + " answers and has the models " + String.join(", ", models) + ".");
        }
    }
}
