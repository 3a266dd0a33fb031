/** Shows a slice and hears the mouse. Image space and view space meet in {@link io.veilray.ui.viewer.ViewTransform}. */
package io.veilray.ui.viewer;
