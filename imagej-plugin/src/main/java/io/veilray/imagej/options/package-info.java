/**
 * What a macro may say to a command, and the dialogs that ask for the same. Front doors:
 * {@link io.veilray.imagej.options.ClassifyOptions} and {@link io.veilray.imagej.options.FolderOptions}. The names of
 * options are a contract; passwords are never among them.
 */
package io.veilray.imagej.options;
