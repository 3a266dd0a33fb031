package io.veilray.ui.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** All that a run prints and logs, every logger of every library at its finest, until this is closed. */
final class AllOutput implements AutoCloseable {
    private static final Logger JUL = Logger.getLogger("");

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    private final StringBuffer logback = new StringBuffer();
    private final StringBuffer jul = new StringBuffer();
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ch.qos.logback.classic.Level before = root.getLevel();
    private final Level julBefore = JUL.getLevel();
    private final Level grpcBefore = Logger.getLogger("io.grpc").getLevel();
    private final PatternLayout layout = new PatternLayout();

    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logback.append(layout.doLayout(event));
        }
    };

    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            jul.append(formatter.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    AllOutput() {
        layout.setContext(context);
        layout.setPattern("%logger %msg%n%ex{full}");
        layout.start();
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        root.setLevel(ch.qos.logback.classic.Level.TRACE);
        handler.setLevel(Level.ALL);
        JUL.addHandler(handler);
        JUL.setLevel(Level.ALL);
        Logger.getLogger("io.grpc").setLevel(Level.ALL);
    }

    Console console() {
        return new Console(new PrintWriter(out, true), new PrintWriter(err, true));
    }

    void log(String line) {
        LoggerFactory.getLogger(AllOutput.class).trace(line);
    }

    /** What was printed. */
    Map<String, byte[]> printed() {
        return Map.of(
                "output",
                out.toString().getBytes(),
                "error output",
                err.toString().getBytes());
    }

    /** What was logged. */
    Map<String, byte[]> logged() {
        return Map.of(
                "logback",
                logback.toString().getBytes(),
                "java.util.logging",
                jul.toString().getBytes());
    }

    /** Every file under there by its path, which is searched too. */
    static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(file -> found.put(file.toString(), content(file)));
        }
        found.put("names of files", String.join("\n", found.keySet()).getBytes());
        return found;
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(before);
        JUL.removeHandler(handler);
        JUL.setLevel(julBefore);
        Logger.getLogger("io.grpc").setLevel(grpcBefore);
    }
}
