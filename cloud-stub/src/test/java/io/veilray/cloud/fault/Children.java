package io.veilray.cloud.fault;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.wire.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Clients and servers in JVMs of their own, to be killed. */
final class Children {
    private Children() {}

    /** Starts one of the programs below; its first line of output is read by the caller. */
    static Process start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.add("-Dveilray.home=" + System.getProperty("veilray.home", ""));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The first line that begins with that word, without the word. */
    static String answer(Process child, String word) throws IOException {
        BufferedReader out = child.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length()).strip();
            }
        }
        throw new IOException("the child ended without saying " + word);
    }

    /** As {@code kill -9} does it. */
    static void kill(Process child) throws InterruptedException {
        child.destroyForcibly().waitFor();
    }

    /** Classifies with the models it is told until each stands still in the midst of the stage that it is told. */
    static final class Client {
        private Client() {}

        /** @param args port, file of the certificate, then pairs of a model and a {@link Stage} */
        public static void main(String[] args) throws Exception {
            Endpoint server = new Endpoint(
                    "localhost", Integer.parseInt(args[0]), Optional.of(Files.readString(Path.of(args[1]))));
            FaultBench bench = new FaultBench();
            CountDownLatch there = new CountDownLatch(args.length / 2 - 1);
            ExecutorService threads = Executors.newCachedThreadPool();
            for (int i = 2; i < args.length; i += 2) {
                String model = args[i];
                Stage last = Stage.valueOf(args[i + 1]);
                threads.submit(() -> PrivateClassifier.connect(server)
                        .classify(bench.patch(model, 0), model, standing(last, there)));
            }
            there.await();
            System.out.println("READY");
            LockSupport.park();
        }
    }

    /** Stands still in the midst of that stage. */
    static Progress standing(Stage stage, CountDownLatch there) {
        return (now, done, total) -> {
            if (now == stage && done > 0) {
                there.countDown();
                LockSupport.park();
            }
        };
    }

    /** Serves the smallest networks; says where. */
    static final class Server {
        private Server() {}

        public static void main(String[] args) throws Exception {
            FaultBench bench = new FaultBench();
            Path pem = Files.createTempFile("veilray", ".pem");
            pem.toFile().deleteOnExit();
            Files.writeString(pem, bench.identity.pem());
            System.out.println("READY " + bench.server.port() + " " + pem);
            LockSupport.park();
        }
    }
}
