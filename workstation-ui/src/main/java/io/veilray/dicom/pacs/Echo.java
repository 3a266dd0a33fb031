package io.veilray.dicom.pacs;

import java.time.Duration;

/**
 * An archive's sign of life.
 *
 * @param took from connecting to the answer
 * @param product what the archive says it is, such as an implementation version name; empty if it says nothing
 */
public record Echo(Duration took, String product) {}
