package io.veilray.imagej.it;

import java.lang.reflect.Method;

/** Starts ImageJ patched for life without a screen; what it names is on the class path of the process alone. */
public final class HeadlessImageJ {
    private HeadlessImageJ() {}

    public static void main(String[] args) throws Exception {
        Class.forName("net.imagej.patcher.LegacyInjector").getMethod("preinit").invoke(null);
        Method main = Class.forName("ij.ImageJ").getMethod("main", String[].class);
        main.invoke(null, (Object) args);
    }
}
