/**
 * What an image archive can do for its user: answer, find, give and take DICOM objects. Front doors:
 * {@link io.veilray.dicom.pacs.ArchiveAddress} and {@link io.veilray.dicom.pacs.Archives}, which finds who speaks the
 * address's protocol. What goes to and comes from an archive holds the patient's identity, by intent: it is the user's
 * own. Knows no protocol and no screen.
 */
package io.veilray.dicom.pacs;
