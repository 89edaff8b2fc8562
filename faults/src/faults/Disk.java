package faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A small file system in memory, which can be full. Only root can make one. */
final class Disk implements AutoCloseable {

    private static final int BLOCK = 4096;

    private final Path directory;
    private final Path ballast;

    private Disk(Path directory) {
        this.directory = directory;
        this.ballast = directory.resolve("ballast");
    }

    /** A file system of this size; skips the test where it cannot be mounted. */
    static Disk ofMegabytes(int size) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("rollcall-disk");
        Process mount = new ProcessBuilder(
                        "mount", "-t", "tmpfs", "-o", "size=" + size + "m", "tmpfs", directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (mount.waitFor() != 0) {
            Files.delete(directory);
            Assumptions.abort("a small file system cannot be mounted here, only root can: " + output);
        }
        return new Disk(directory);
    }

    /** An empty directory in it. */
    Path directory(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    /** Uses all space that is left. */
    void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full.
            return;
        }
    }

    /** Gives the space back. */
    void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() {
        try {
            // Lazy, because processes that were killed may not be gone yet.
            new ProcessBuilder("umount", "--lazy", directory.toString()).start().waitFor();
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
