package io.veilray.fuzz;

/** What Jazzer calls: the target that its arguments name. */
public final class JazzerDriver {
    private static FuzzTarget target;

    private JazzerDriver() {}

    public static void fuzzerInitialize(String[] args) throws ReflectiveOperationException {
        target = FuzzTarget.named(args[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        target.execute(input);
    }
}
