/**
 * The user's archives in the window: their list, the query, what is fetched and what is sent home. Front door:
 * {@link io.veilray.ui.pacs.ArchiveAccess}. Here the patient's identity travels by intent, between the user and the user's
 * own archive; this package knows nothing of classification, which sends none.
 */
package io.veilray.ui.pacs;
