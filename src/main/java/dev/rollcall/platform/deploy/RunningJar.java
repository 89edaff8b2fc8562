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

/** The very file that this process runs, known by its digest: two processes that say the same run the same bytes. */
public final class RunningJar {

    private static final int BUFFER = 1 << 16;
    private static final FutureTask<String> DIGEST = new FutureTask<>(RunningJar::digest);

    private RunningJar() {}

    /** Begins to read the jar on a thread of its own, so that the start need not wait for it. */
    public static void beginDigest() {
        Threads.start("jar-digest", DIGEST);
    }

    /** As {@code sha256sum} prints it; {@code unknown} when run from classes. Waits for the digest, once begun or not. */
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

    static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
