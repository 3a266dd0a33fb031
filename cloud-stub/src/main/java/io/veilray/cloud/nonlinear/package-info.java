/**
 * The server's half of the nonlinear rounds in masked mode: what hides the model's scale and channel order from the
 * client. Front door: {@link io.veilray.cloud.nonlinear.TicketMasking}. Knows seeds and shapes; knows no weights.
 */
package io.veilray.cloud.nonlinear;
