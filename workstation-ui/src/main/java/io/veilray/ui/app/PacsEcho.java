package io.veilray.ui.app;

import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.Echo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "echo", description = "Ask whether the archive is there and takes this station.")
final class PacsEcho implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PacsOptions archive;

    PacsEcho(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        try (PacsOptions options = archive;
                Archive open = options.open()) {
            Echo echo = open.echo();
            String product = echo.product().isEmpty() ? "" : " (" + echo.product() + ")";
            console.result("The archive answered after " + echo.took().toMillis() + " ms" + product + ".");
        }
        return ExitCode.OK.number();
    }
}
