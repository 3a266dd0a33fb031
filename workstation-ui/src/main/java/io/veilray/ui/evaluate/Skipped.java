package io.veilray.ui.evaluate;

import java.nio.file.Path;

/** A file that was not evaluated, and why in one sentence. */
public record Skipped(Path file, String reason) {}
