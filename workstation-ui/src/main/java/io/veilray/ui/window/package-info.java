/**
 * The workstation's window: puts viewer, tools, classification and exports together and says what each action does. Front
 * door: {@link io.veilray.ui.window.Workstation}. Knows every part of the screen; knows nothing of how any of them works.
 */
package io.veilray.ui.window;
