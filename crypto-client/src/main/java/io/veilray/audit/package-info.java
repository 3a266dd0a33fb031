/**
 * The record, on this computer, of what was sent where: an append-only file whose lines are chained by hashes and, if the
 * user made a key, marked with it. Front doors: {@link io.veilray.audit.AuditTrail} and, to write without waiting,
 * {@link io.veilray.audit.TrailWriter}. Knows addresses, models and byte counts; has no field for a class, a place in an
 * image, a file or a patient.
 */
package io.veilray.audit;
