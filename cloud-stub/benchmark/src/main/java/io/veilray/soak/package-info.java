/**
 * An hour of mixed clients against one stub: those that classify, cancel, die, talk nonsense, or connect and leave. Front
 * door: {@link io.veilray.soak.Soak}, a program that writes the page docs/performance-soak.md.
 */
package io.veilray.soak;
