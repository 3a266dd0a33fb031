package io.veilray.imagej;

import ij.IJ;
import ij.gui.HTMLDialog;
import io.veilray.imagej.options.Invocation;
import io.veilray.result.Classification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** What the plugin says of itself. */
final class Pages {
    private static final String MANUAL = "imagej.md";

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

    static void help(Invocation call) throws IOException {
        if (call.interactive()) {
            new HTMLDialog("Veilray Help", manual(), false);
        } else {
            IJ.log(text());
        }
    }

    /** The manual as ImageJ's dialogs show it behind their Help button; inside the jar, so that nothing is fetched. */
    static String manual() throws IOException {
        List<Extension> tables = List.of(TablesExtension.create());
        Node text = Parser.builder().extensions(tables).build().parse(text().replaceAll("!\\[.*\\)", ""));
        return "<html>" + HtmlRenderer.builder().extensions(tables).build().render(text) + "</html>";
    }

    private static String text() throws IOException {
        try (InputStream in = Pages.class.getResourceAsStream(MANUAL)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
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
