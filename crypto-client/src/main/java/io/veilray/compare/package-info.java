/**
 * Nonlinear steps on shared numbers by oblivious transfer, nothing else learnt: shares of y to shares of max(0, y), of the
 * carry of low bits, and of its square. Front doors: {@link io.veilray.compare.ReluClient} and
 * {@link io.veilray.compare.ReluServer}, whose costs are in {@link io.veilray.compare.ReluShape};
 * {@link io.veilray.compare.CarryClient} and {@link io.veilray.compare.CarryServer};
 * {@link io.veilray.compare.SquareClient} and {@link io.veilray.compare.SquareServer}. Knows ring elements and pads; knows
 * nothing of networks.
 */
package io.veilray.compare;
