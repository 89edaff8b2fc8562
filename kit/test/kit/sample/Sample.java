package kit.sample;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A service with a web process, a worker, a release and a task. The arguments are the process type and the names of
 * habits, most of which break one demand.
 */
public final class Sample {

    private Sample() {}

    public static void main(String... arguments) throws Exception {
        Set<String> habits = Set.of(arguments[1].split(","));
        switch (arguments[0]) {
            case "web" -> SampleWeb.run(habits);
            case "worker" -> worker(habits);
            case "release" -> SampleDatabase.migrate(!habits.contains("migrates-once"));
            case "task" -> task(habits);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Makes a file that only one process can have. */
    static void lock() throws Exception {
        Files.createFile(Path.of("lock"));
    }

    private static void worker(Set<String> habits) throws Exception {
        System.out.println("worker is working");
        if (habits.contains("worker-locks")) {
            lock();
        }
        if (habits.contains("worker-ends")) {
            return;
        }
        if (habits.contains("ignores-sigterm")) {
            Runtime.getRuntime().addShutdownHook(new Thread(Sample::forever));
        }
        if (habits.contains("worker-listens")) {
            try (var socket = new ServerSocket(0)) {
                socket.accept();
            }
        }
        forever();
    }

    private static void task(Set<String> habits) throws Exception {
        if (habits.contains("task-fails")) {
            System.exit(3);
        }
        System.out.println("task is done");
    }

    private static void forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
