/**
 * Turns what is open in ImageJ into what the line starts from. Front door: {@link io.veilray.imagej.io.ImageSlice}. Knows
 * images and selections; knows nothing of the cloud.
 */
package io.veilray.imagej.io;
