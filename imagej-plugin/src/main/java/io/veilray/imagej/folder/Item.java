package io.veilray.imagej.folder;

import java.nio.file.Path;

/**
 * A file of the folder.
 *
 * @param name relative to the folder, with slashes
 * @param bytes and {@code modifiedMillis} tell whether it is the file of an earlier run
 */
record Item(Path file, String name, long bytes, long modifiedMillis) {}
