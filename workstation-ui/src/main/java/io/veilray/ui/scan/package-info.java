/**
 * Opens a file as a grey scan: PNG and JPEG through the JDK, DICOM through {@code io.veilray.dicom}, told apart by their
 * content. Front door: {@link io.veilray.ui.scan.ScanReader}. Checks sizes before it allocates; knows nothing of
 * encryption or screens.
 */
package io.veilray.ui.scan;
