package io.veilray.ui.app;

import io.veilray.client.LocalCloud;

/** Keeps a process that was told to end alive until its server has let clients finish. */
final class Draining implements AutoCloseable {
    private final Thread hook;

    private Draining(Thread hook) {
        this.hook = hook;
    }

    static Draining of(LocalCloud.Running running) {
        Thread hook = Thread.ofPlatform().name("draining").unstarted(running::close);
        Runtime.getRuntime().addShutdownHook(hook);
        return new Draining(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending: the hook does its work
        }
    }
}
