/**
 * <<<<<<< HEAD
 * Comparison of shared numbers by oblivious transfer: shares of y to shares of max(0, y), and carries of low bits, nothing
 * else learnt. Front doors: {@link io.veilray.compare.ReluClient} and {@link io.veilray.compare.ReluServer}; what they cost
 * is in {@link io.veilray.compare.ReluShape}. Knows ring elements and pads; knows nothing of networks.
 * =======
 * Comparison of shared numbers with zero, by oblivious transfer: shares of y to shares of max(0, y), nothing else learnt;
 * and in the same way shares of y to shares of its square. Front doors: {@code ReluClient} and {@code ReluServer},
 * {@link io.veilray.compare.SquareClient} and {@link io.veilray.compare.SquareServer}. Knows ring elements and pads; knows
 * nothing of networks.
 * >>>>>>> strict
 */
package io.veilray.compare;
