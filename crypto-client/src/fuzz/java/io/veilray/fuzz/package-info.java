/** Decoders under hostile bytes: what a target is, what counts as a finding, the kept inputs as tests, and the run under Jazzer (docs/fuzzing.md). Every module compiles it into its tests. */
package io.veilray.fuzz;
