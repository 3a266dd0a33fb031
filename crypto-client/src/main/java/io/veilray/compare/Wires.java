package io.veilray.compare;

/** A pair of wires as both parties know them, each xor its mask; p is null where nothing is passed on. */
record Wires(long[] g, long[] p) {}
