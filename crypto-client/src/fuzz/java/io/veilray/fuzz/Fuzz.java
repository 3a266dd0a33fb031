package io.veilray.fuzz;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A decoder under hostile bytes, {@code static void name(byte[] input)}: it may return, or throw a refusal that has a
 * message. It may allocate {@code kilobytes} and {@code perByte} bytes for each byte of the input; no input is longer than
 * {@code most} while fuzzing.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fuzz {
    int most();

    int kilobytes();

    int perByte();

    Class<? extends Throwable>[] refusals() default IllegalArgumentException.class;
}
