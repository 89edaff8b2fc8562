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
 * from the JVM's class cache. Each call scans the class path.
 */
public final class ClassPathTypes {

    private static final String ROOT = "dev/rollcall/";
    private static final String SUFFIX = ".class";

    private ClassPathTypes() {}

    /** Top-level types with a name that ends with {@code ending}; loaded but not initialized. */
    public static List<Class<?>> named(String ending) {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:" + ROOT + "**/*" + ending + SUFFIX);
            return Arrays.stream(files)
                    .map(ClassPathTypes::name)
                    .filter(name -> !name.contains("$") && !name.endsWith("-info"))
                    .<Class<?>>map(name -> ClassUtils.resolveClassName(name, null))
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
