package kit.service;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the application's directory, so that nothing is written into the original, with an empty home and a place
 * for temporary files. Deleted when closed.
 */
public final class Workspace implements AutoCloseable {

    private final Path root;
    private final Path application;
    private final Path home;

    private Workspace(Path root) throws IOException {
        this.root = root;
        this.application = root.resolve("app");
        this.home = Files.createDirectory(root.resolve("home"));
    }

    /** Copies everything but the history of git. */
    public static Workspace copyOf(Path directory) throws IOException, InterruptedException {
        var workspace = new Workspace(Files.createTempDirectory("factors-"));
        Files.createDirectory(workspace.application);
        List<String> command = new ArrayList<>(List.of("cp", "-a", "-t", workspace.application.toString(), "--"));
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> !file.getFileName().toString().equals(".git"))
                    .forEach(file -> command.add(file.toAbsolutePath().toString()));
        }
        if (command.get(command.size() - 1).equals("--")) {
            return workspace;
        }
        Process copy = new ProcessBuilder(command).inheritIO().start();
        if (!copy.waitFor(5, TimeUnit.MINUTES) || copy.exitValue() != 0) {
            copy.destroyForcibly();
            workspace.close();
            throw new IOException("cannot copy " + directory);
        }
        return workspace;
    }

    /** Where the processes run. */
    public Path application() {
        return application;
    }

    /** The home of the processes, empty at first. */
    public Path home() {
        return home;
    }

    /** A new, empty directory. */
    public Path newDirectory(String name) throws IOException {
        return Files.createTempDirectory(root, name + "-");
    }

    /** The files of the application now, with their size and time of change, by their path below it. */
    public Map<String, String> files() throws IOException {
        return files(application, Set.of());
    }

    /** The same of any directory, without the directories of these names. */
    public static Map<String, String> files(Path directory, Set<String> without) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                boolean skipped = !visited.equals(directory)
                        && without.contains(visited.getFileName().toString());
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.put(
                        directory.relativize(file).toString(),
                        attributes.size() + " bytes, " + attributes.lastModifiedTime());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // Deleted while we looked.
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** Deletes everything in a directory, which stays. */
    public static void empty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete(root);
    }

    private static void delete(Path path) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
