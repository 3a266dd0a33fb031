/** Merging of responses by key switching, which the packing section measures; in this package since keys are hidden. */
package io.veilray.he;
