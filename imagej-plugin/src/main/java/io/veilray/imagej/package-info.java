/**
 * The ImageJ front end: one class a command, {@link io.veilray.imagej.Commands} being the table of them. Each reads its
 * options, calls one method of the line, and shows the answer.
 */
package io.veilray.imagej;
