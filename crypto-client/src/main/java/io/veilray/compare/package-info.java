/**
 * Nonlinear functions of shared numbers by oblivious transfer, nothing else learnt: shares of y to shares of max(0, y), of
 * y^2 / 2^f, or of the carry of low bits. Front door: {@link io.veilray.compare.Gadget}, with a client's and a server's end
 * each: {@link io.veilray.compare.ReluShape}, {@link io.veilray.compare.SquareShape}, {@link io.veilray.compare.CarryShape}.
 * Knows ring elements and pads; knows nothing of networks.
 */
package io.veilray.compare;
