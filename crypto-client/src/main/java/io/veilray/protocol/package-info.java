/**
 * The rounds of private inference as records and state machines, with no network. Front doors:
 * {@link io.veilray.protocol.Rounds}, {@link io.veilray.protocol.StrictRounds}, {@link io.veilray.protocol.ClientSession}
 * and {@link io.veilray.protocol.ServerSession}. The maths and its sources are in docs/protocol.md.
 */
package io.veilray.protocol;
