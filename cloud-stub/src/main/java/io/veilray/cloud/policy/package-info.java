/**
 * An operator's policy from its file (docs/server.md), every refusal by field, value and what is allowed. Front door:
 * {@link io.veilray.cloud.policy.PolicyFile}.
 */
package io.veilray.cloud.policy;
