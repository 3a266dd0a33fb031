/**
 * Writes results to files: a picture with the research-use words, a table (CSV) and data (JSON, in the same words as the
 * command line). Front door: {@link io.veilray.ui.report.ResultExport}. A file is there whole or not at all; nothing in it
 * names a patient.
 */
package io.veilray.ui.report;
