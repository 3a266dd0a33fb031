/**
 * Opens what a user drops as series of grey slices: PNG and JPEG through the JDK, DICOM through {@code io.veilray.dicom},
 * told apart by their content. Front doors: {@link io.veilray.ui.scan.ScanOpener} for a window, which reads headers and
 * decodes slices when they are asked for, and {@link io.veilray.ui.scan.ScanReader} for one file. Checks sizes before it
 * allocates; knows nothing of encryption or screens.
 */
package io.veilray.ui.scan;
