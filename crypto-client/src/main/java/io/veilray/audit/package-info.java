/**
 * The record, on this computer, of what was sent where: an append-only file whose lines are chained by hashes. Front
 * door: {@link io.veilray.audit.AuditTrail}. Knows addresses, models and byte counts; has no field for a class, a place
 * in an image, a file or a patient.
 */
package io.veilray.audit;
