/**
 * Classifying that leaves a record: the seam between who has answers and the audit trail, which must not know any. Front
 * door: {@link io.veilray.recorded.RecordedClassifier}.
 */
package io.veilray.recorded;
