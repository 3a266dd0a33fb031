/**
 * Random oblivious transfers between client and server, made ahead of their use. Front door: {@code Transfers}. Knows
 * bits, seeds and elliptic curves; knows nothing of what the transfers are for.
 */
package io.veilray.ot;
