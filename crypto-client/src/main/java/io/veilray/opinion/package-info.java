/**
 * When an answer deserves to be called an opinion: calibrated probabilities, and the reasons to give none. Front door:
 * {@link io.veilray.opinion.OpinionRule}. Knows patches and logits on this computer; nothing of it is ever sent.
 */
package io.veilray.opinion;
