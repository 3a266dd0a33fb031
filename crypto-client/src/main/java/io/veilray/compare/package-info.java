/**
 * Comparison of shared numbers with zero, by oblivious transfer: shares of y to shares of max(0, y), nothing else learnt.
 * Front doors: {@code ReluClient} and {@code ReluServer}. Knows ring elements and pads; knows nothing of networks.
 */
package io.veilray.compare;
