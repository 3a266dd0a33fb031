/**
 * Faults between a client and a server, and beneath TLS: a proxy of bytes, a relay of messages, and the tests that put every
 * fault at every message of every mode. Knows the wire as bytes and the front doors of both sides; knows no protocol.
 */
package io.veilray.cloud.fault;
