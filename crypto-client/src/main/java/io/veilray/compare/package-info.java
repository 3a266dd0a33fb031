/**
 * Nonlinear functions of shared numbers by oblivious transfer, nothing else learnt: shares of y to shares of max(0, y) or of
 * y^2 / 2^f, and carries of low bits. Front door: {@link io.veilray.compare.Gadget}, and for carries
 * {@link io.veilray.compare.CarryShape}, with a client's and a server's end each. Knows ring elements and pads; knows nothing
 * of networks.
 */
package io.veilray.compare;
