package io.veilray.imagej;

import ij.IJ;
import ij.plugin.BrowserLauncher;
import io.veilray.imagej.options.Invocation;
import io.veilray.result.Classification;

/** What the plugin says of itself. */
final class Pages {
    static final String HELP_URL = "https://github.com/veilray/veilray/blob/main/docs/imagej.md";

    private Pages() {}

    static void about(Invocation call) {
        String version = Pages.class.getPackage().getImplementationVersion();
        tell(
                call,
                "Veilray " + (version == null ? "(built here)" : version)
                        + "\nClassifies regions of scans at a server that never sees them:"
                        + "\nthe region is encrypted here and the answer is decrypted here.\n"
                        + Classification.RESEARCH_USE);
    }

    static void help(Invocation call) throws java.io.IOException {
        if (call.interactive()) {
            BrowserLauncher.openURL(HELP_URL);
        } else {
            tell(call, "The manual is docs/imagej.md of Veilray, " + HELP_URL);
        }
    }

    private static void tell(Invocation call, String words) {
        if (call.interactive()) {
            IJ.showMessage("Veilray", words);
        } else {
            IJ.log(words);
        }
    }
}
