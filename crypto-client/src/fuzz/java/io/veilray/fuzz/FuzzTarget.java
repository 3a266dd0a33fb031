package io.veilray.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Arrays;

/** One method with {@link Fuzz}, and what it must not do whatever the input. */
final class FuzzTarget {
    /** Processor time of one execution; all of them take a small part of it on a slow machine that is instrumented. */
    static final long MOST_MILLIS = 1000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String name;
    private final Fuzz rules;
    private final MethodHandle decoder;

    FuzzTarget(Method method) {
        this.name = method.getDeclaringClass().getName() + "." + method.getName();
        this.rules = method.getAnnotation(Fuzz.class);
        method.setAccessible(true);
        try {
            this.decoder = MethodHandles.lookup().unreflect(method);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** @param name class, dot, method */
    static FuzzTarget named(String name) throws ReflectiveOperationException {
        int dot = name.lastIndexOf('.');
        Class<?> type = Class.forName(name.substring(0, dot));
        return new FuzzTarget(type.getDeclaredMethod(name.substring(dot + 1), byte[].class));
    }

    String name() {
        return name;
    }

    Fuzz rules() {
        return rules;
    }

    /** The bound is on what is decoded, not on the first use of a class: what breaks it once is tried again. */
    void execute(byte[] input) {
        String broken = measured(input);
        for (int i = 0; broken != null && i < 3; i++) {
            broken = measured(input);
        }
        if (broken != null) {
            throw new AssertionError(name + ": " + broken);
        }
    }

    private String measured(byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long began = THREADS.getCurrentThreadCpuTime();
        decode(input);
        long millis = (THREADS.getCurrentThreadCpuTime() - began) / 1_000_000;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        long most = rules.kilobytes() * 1024L + (long) rules.perByte() * input.length;
        if (bytes > most) {
            return bytes + " bytes allocated for " + input.length + " of input: at most " + most;
        }
        return millis > MOST_MILLIS ? millis + " ms for one execution: at most " + MOST_MILLIS : null;
    }

    private void decode(byte[] input) {
        try {
            decoder.invokeExact(input);
        } catch (Throwable e) {
            if (!isRefusal(e) || e.getMessage() == null || e.getMessage().isBlank()) {
                throw new AssertionError(name + ": not a refusal with a message: " + e, e);
            }
        }
    }

    /** Subclasses of IllegalArgumentException are what nobody thought of: a number that was not looked at, a bad pattern. */
    private boolean isRefusal(Throwable thrown) {
        return Arrays.stream(rules.refusals())
                .anyMatch(type -> type == IllegalArgumentException.class
                        ? thrown.getClass() == type
                        : type.isInstance(thrown));
    }
}
