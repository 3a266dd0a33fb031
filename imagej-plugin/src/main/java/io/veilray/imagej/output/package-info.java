/**
 * Shows results in ImageJ's own forms: table, overlay, ROI Manager, properties. Front door:
 * {@link io.veilray.imagej.output.Shown}. Never clears what is the user's; knows nothing of the cloud.
 */
package io.veilray.imagej.output;
