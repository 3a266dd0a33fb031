/**
 * Takes out of a data set what says who the patient is: PS3.15 Annex E, the basic application level confidentiality
 * profile. Front doors: {@link io.veilray.dicom.deidentify.Deidentifier} for one data set and
 * {@link io.veilray.dicom.deidentify.DeidentifiedExport} for files. Never changes pixels, and knows no screen.
 */
package io.veilray.dicom.deidentify;
