/**
 * The rounds of private inference as records and two state machines, with no network. Front doors:
 * {@link io.veilray.protocol.Rounds}, {@link io.veilray.protocol.ClientSession} and
 * {@link io.veilray.protocol.ServerSession}. The maths and its sources are in docs/protocol.md.
 */
package io.veilray.protocol;
