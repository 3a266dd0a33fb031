package io.veilray.imagej;

import ij.IJ;
import io.veilray.client.PrivateClassifier;
import io.veilray.imagej.cloud.PluginCloud;
import io.veilray.imagej.folder.FolderRun;
import io.veilray.imagej.options.FolderOptions;
import io.veilray.imagej.options.Invocation;
import io.veilray.imagej.options.Settings;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import java.io.IOException;
import java.util.Optional;

/** Classifies the images of a folder into one CSV file; started again it goes on where it stopped. */
final class ClassifyFolder {
    void run(Invocation call) throws CloudException, IOException {
        Optional<FolderOptions> options = call.interactive()
                ? FolderOptions.ask(Settings.server(), OpenImage.models(Settings.server()), Pages.manual())
                : Optional.of(FolderOptions.parse(call.options().orElse("")));
        if (options.isPresent()) {
            classify(options.get());
        }
    }

    private static void classify(FolderOptions options) throws CloudException, IOException {
        PrivateClassifier classifier = PluginCloud.connect(options.server());
        try {
            ModelInfo model = OpenImage.model(classifier, options.model());
            FolderRun.Summary summary = new FolderRun(options, PluginCloud.classifier(options.server()), model).run();
            IJ.log("Veilray: " + summary.done() + " images classified, " + summary.refused()
                    + " refused with a reason, " + summary.earlier() + " done by an earlier run; see "
                    + options.output());
        } catch (CloudException e) {
            PluginCloud.forgetIfBroken(classifier, e);
            throw e;
        }
    }
}
