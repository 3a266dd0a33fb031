/**
 * Classifies every image of a folder: a few private classifications at once, one CSV file, resumable. Front door:
 * {@link io.veilray.imagej.folder.FolderRun}. Opens files itself, since ImageJ's own opener ends the macro at the first
 * bad file; shows nothing but progress.
 */
package io.veilray.imagej.folder;
