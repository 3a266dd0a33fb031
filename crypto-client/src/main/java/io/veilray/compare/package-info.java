/**
 * Comparison of shared numbers by oblivious transfer: shares of y to shares of max(0, y), and carries of low bits, nothing
 * else learnt. Front doors: {@link io.veilray.compare.ReluClient} and {@link io.veilray.compare.ReluServer}; what they cost
 * is in {@link io.veilray.compare.ReluShape}. Knows ring elements and pads; knows nothing of networks.
 */
package io.veilray.compare;
