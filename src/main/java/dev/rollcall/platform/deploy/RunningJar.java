package dev.rollcall.platform.deploy;

import dev.rollcall.platform.thread.Threads;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.boot.system.ApplicationHome;

/** The digest of the jar that this process runs. Two processes with the same digest run the same bytes. */
public final class RunningJar {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final FutureTask<String> DIGEST = new FutureTask<>(RunningJar::digest);

    private RunningJar() {}

    /** Begins to read the jar on its own thread, so the start does not wait for it. */
    public static void beginDigest() {
        Threads.start("jar-digest", DIGEST);
    }

    /** The digest as {@code sha256sum} prints it; {@code unknown} when run from classes. Waits until it is known. */
    public static String sha256() {
        DIGEST.run();
        try {
            return DIGEST.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Release.UNKNOWN;
        } catch (ExecutionException e) {
            return Release.UNKNOWN;
        }
    }

    private static String digest() throws IOException {
        File source = new ApplicationHome(RunningJar.class).getSource();
        return source == null || !source.isFile() ? Release.UNKNOWN : sha256(source.toPath());
    }

    /** The digest of a file, as {@code sha256sum} prints it. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
