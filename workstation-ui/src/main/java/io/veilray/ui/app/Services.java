package io.veilray.ui.app;

import io.veilray.client.LocalCloud;
import io.veilray.ui.classify.CloudLinker;
import java.util.Optional;
import java.util.function.Supplier;

/** What commands need from outside: a way to a cloud, and the local one if this installation has it. */
record Services(CloudLinker linker, Supplier<Optional<LocalCloud>> localCloud) {
    static Services real() {
        return new Services(CloudLinker.overTheWire(), LocalCloud::find);
    }

    LocalCloud requireLocalCloud() throws CommandFailure {
        return localCloud
                .get()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.SERVER,
                        "This installation has no local server: name one with --server HOST:PORT, or build Veilray again"
                                + " with \"mvn -q -DskipTests package\""));
    }
}
