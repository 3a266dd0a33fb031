/**
 * Says why the screen shows what it shows. Front door: {@link io.veilray.ui.status.WhyNothing}. Knows facts about the
 * window, not the window.
 */
package io.veilray.ui.status;
