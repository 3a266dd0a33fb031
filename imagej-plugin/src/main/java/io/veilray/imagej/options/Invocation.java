package io.veilray.imagej.options;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.util.Optional;

/**
 * How a command was called.
 *
 * @param options what a macro gave; empty from the menu, and from a macro that gave nothing
 * @param interactive whether dialogs may be shown: never in a macro, in batch mode or without a screen
 */
public record Invocation(Optional<String> options, boolean interactive) {
    /** On the thread that ImageJ runs the command on. */
    public static Invocation current() {
        Optional<String> options = Optional.ofNullable(Macro.getOptions());
        boolean macro = options.isPresent() || IJ.isMacro() || Interpreter.isBatchMode();
        return new Invocation(options, !macro && !GraphicsEnvironment.isHeadless());
    }
}
