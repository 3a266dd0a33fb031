/**
 * The threads that compute for all calls of a server, and who gets them next. Front door:
 * {@link io.veilray.cloud.work.Workers}. Knows jobs; knows nothing of what they do.
 */
package io.veilray.cloud.work;
