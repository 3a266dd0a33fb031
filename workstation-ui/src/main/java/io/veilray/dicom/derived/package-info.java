/**
 * Results as DICOM objects of the study they belong to: a measurement report (TID 1500), segmentations, a presentation
 * state and a picture. Front doors: {@link io.veilray.dicom.derived.DerivedObjects}, which makes them, and
 * {@link io.veilray.dicom.derived.DerivedReader}, which reads them back. Knows nothing of models, screens or archives.
 */
package io.veilray.dicom.derived;
