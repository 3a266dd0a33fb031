package io.veilray.ui.scan;

/**
 * A file that was not opened.
 *
 * @param file as the user knows it: below what was dropped, also where it lay in a zip file
 * @param sentence begins with the file and says why and what to do
 */
public record SkippedFile(String file, String sentence) {}
