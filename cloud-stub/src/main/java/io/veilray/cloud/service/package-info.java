/**
 * The gRPC service: sessions, tickets, quotas, deadlines and admission. Front doors:
 * {@link io.veilray.cloud.service.PrivateInferenceService} and {@link io.veilray.cloud.service.ServedModel}. Knows the
 * messages and their order; knows nothing of weights, files or certificates.
 */
package io.veilray.cloud.service;
