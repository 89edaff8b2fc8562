package dev.rollcall.platform.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;

/** What the build recorded in the jar. */
public final class Build {

    private static final String FILE = "/META-INF/build-info.properties";
    private static final String PREFIX = "build.";

    private Build() {}

    /** Null when run from classes without Maven's build information, as an IDE does. */
    public static @Nullable BuildProperties properties() {
        try (InputStream file = Build.class.getResourceAsStream(FILE)) {
            if (file == null) {
                return null;
            }
            var all = new Properties();
            all.load(file);
            var ours = new Properties();
            all.stringPropertyNames()
                    .forEach(name -> ours.setProperty(name.substring(PREFIX.length()), all.getProperty(name)));
            return new BuildProperties(ours);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
