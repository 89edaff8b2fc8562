package dev.rollcall.platform.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/**
 * Finds our types before there is a Spring context. Types are loaded, not parsed from class files, because most come
 * from the JVM's class cache. The class path is scanned once.
 */
public final class ClassPathTypes {

    private static final String ROOT = "dev/rollcall/";
    private static final String SUFFIX = ".class";

    private ClassPathTypes() {}

    /** All top-level types, in the order of their names; loaded but not initialized. */
    public static List<Class<?>> all() {
        return named("");
    }

    /** Top-level types with a name that ends with {@code ending}; loaded but not initialized. */
    public static List<Class<?>> named(String ending) {
        return Scan.NAMES.stream()
                .filter(name -> name.endsWith(ending))
                .<Class<?>>map(name -> ClassUtils.resolveClassName(name, null))
                .toList();
    }

    private static final class Scan {

        static final List<String> NAMES = names();

        private static List<String> names() {
            try {
                Resource[] files =
                        new PathMatchingResourcePatternResolver().getResources("classpath*:" + ROOT + "**/*" + SUFFIX);
                return Arrays.stream(files)
                        .map(Scan::name)
                        .filter(name -> !name.contains("$") && !name.endsWith("-info"))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String name(Resource file) {
            try {
                String path = file.getURL().getPath();
                return path.substring(path.lastIndexOf(ROOT), path.length() - SUFFIX.length())
                        .replace('/', '.');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
