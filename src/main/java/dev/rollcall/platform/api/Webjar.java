package dev.rollcall.platform.api;

import java.io.IOException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Finds files of webjars, whatever their version (docs/adr/0055). */
public final class Webjar {

    private Webjar() {}

    /**
     * The only file with this name.
     *
     * @param path below the folder of the version
     * @throws IllegalStateException if there is none, or more than one
     */
    public static Resource file(String webjar, String path) throws IOException {
        Resource[] found = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:META-INF/resources/webjars/" + webjar + "/*/" + path);
        if (found.length != 1) {
            throw new IllegalStateException(
                    "the class path has " + found.length + " files " + path + " of the webjar " + webjar);
        }
        return found[0];
    }
}
