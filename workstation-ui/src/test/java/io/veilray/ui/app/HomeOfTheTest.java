package io.veilray.ui.app;

import java.nio.file.Path;

/** Veilray's folder is another until this is closed. */
final class HomeOfTheTest implements AutoCloseable {
    private static final String PROPERTY = "veilray.home";

    private final String before = System.getProperty(PROPERTY);

    HomeOfTheTest(Path home) {
        System.setProperty(PROPERTY, home.toString());
    }

    @Override
    public void close() {
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }
}
