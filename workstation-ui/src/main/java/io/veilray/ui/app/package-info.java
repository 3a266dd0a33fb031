/**
 * The launcher {@code veilray}: its commands, what they print, and their exit codes. Front door:
 * {@link io.veilray.ui.app.Veilray}. The only package of the workstation that writes to the console.
 */
package io.veilray.ui.app;
