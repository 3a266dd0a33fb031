package io.veilray.imagej;

import ij.IJ;
import io.veilray.client.LocalCloud;
import io.veilray.imagej.cloud.PluginCloud;
import java.io.IOException;

/** The server inside ImageJ; commands that need it start it themselves, so this is for those who want to see it. */
final class LocalCloudSwitch {
    private LocalCloudSwitch() {}

    static void start() throws IOException {
        LocalCloud.Running running = PluginCloud.startLocal();
        IJ.log("Veilray: the local cloud runs at " + running.endpoint() + " with the models "
                + String.join(", ", running.modelIds()) + ". Nothing leaves this computer.");
    }

    static void stop() {
        IJ.log("Veilray: "
                + (PluginCloud.stopLocal() ? "the local cloud has stopped." : "no local cloud was running."));
    }
}
