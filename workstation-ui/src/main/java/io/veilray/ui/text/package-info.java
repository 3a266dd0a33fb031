/**
 * Every sentence the user reads, in English and German. Front door: {@link io.veilray.ui.text.Messages}. Knows keys and
 * languages; knows nothing of screens.
 */
package io.veilray.ui.text;
