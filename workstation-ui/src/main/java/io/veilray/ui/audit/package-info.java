/**
 * The audit trail on the screen: entries as a table, what looking through it has found. Front door:
 * {@link io.veilray.ui.audit.AuditPane}. Knows the trail's records; reads and writes no file.
 */
package io.veilray.ui.audit;
