package io.veilray.imagej.boot;

import ij.IJ;
import ij.plugin.PlugIn;
import java.lang.reflect.InvocationTargetException;

/** What ImageJ's menu starts. In Java 8 bytecode, so that an old Java can load it and be told what to do. */
public final class Entry implements PlugIn {
    private static final int NEEDED = 21;

    /** @param command a command's word, from plugins.config */
    @Override
    public void run(String command) {
        int version = major(System.getProperty("java.specification.version"));
        if (version < NEEDED) {
            IJ.error(
                    "Veilray",
                    "Veilray needs Java " + NEEDED + " or newer, and this ImageJ runs on Java " + version + ".\n"
                            + "Install a current ImageJ or Fiji with its own Java, or start ij.jar with a newer one.");
            return;
        }
        try {
            Class.forName("io.veilray.imagej.Commands")
                    .getMethod("run", String.class)
                    .invoke(null, command);
        } catch (InvocationTargetException e) {
            rethrow(e.getCause());
        } catch (ReflectiveOperationException e) {
            rethrow(e);
        } catch (LinkageError e) {
            rethrow(e);
        }
    }

    /** ImageJ ends macros with an unchecked exception; it says nothing at all of a class that cannot be loaded. */
    private static void rethrow(Throwable problem) {
        if (problem instanceof RuntimeException) {
            throw (RuntimeException) problem;
        }
        if (problem instanceof OutOfMemoryError) {
            throw (OutOfMemoryError) problem;
        }
        throw new IllegalStateException("Veilray cannot run: copy Veilray_.jar into plugins/ again", problem);
    }

    /** @param specification {@code 1.8}, {@code 21} */
    static int major(String specification) {
        String[] parts = specification.split("\\.");
        return Integer.parseInt(parts[0].equals("1") && parts.length > 1 ? parts[1] : parts[0]);
    }
}
