/**
 * Comparison of shared numbers with zero, by oblivious transfer: shares of y to shares of max(0, y), nothing else learnt;
 * and in the same way shares of y to shares of its square. Front doors: {@code ReluClient} and {@code ReluServer},
 * {@link io.veilray.compare.SquareClient} and {@link io.veilray.compare.SquareServer}. Knows ring elements and pads; knows
 * nothing of networks.
 */
package io.veilray.compare;
