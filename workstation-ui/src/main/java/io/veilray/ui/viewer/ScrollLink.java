package io.veilray.ui.viewer;

/** What keeps two viewports together while they are scrolled, the firmest first. */
public enum ScrollLink {
    /** The same place in the patient, in mm of the same frame of reference. */
    PLACE,
    /** As many mm from where each stood: parallel planes whose positions begin at different origins. */
    DISTANCE,
    /** As many slices from where each stood. */
    STEPS
}
