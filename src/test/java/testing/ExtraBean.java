package testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Starts the packaged jar with one more bean: a test class behind the jar on the class path. The JVM uses the class
 * archive of the tests only if the path begins as in the archive.
 */
public final class ExtraBean {

    private static final String MAIN = "dev.rollcall.RollcallApplication";

    private ExtraBean() {}

    /**
     * Starts a process of this type.
     *
     * @param directory an empty directory for the class and its nested classes
     * @param bean the name of the class
     * @param flags of the JVM, in addition to those of the {@code Procfile} and of all tests
     */
    public static App start(
            String type, Path directory, String bean, Map<String, String> environment, String... flags) {
        copy(directory, bean);
        List<String> command = new ArrayList<>(App.command(type));
        int jar = command.indexOf("-jar");
        command.set(jar, "-cp");
        command.set(jar + 1, command.get(jar + 1) + ":" + directory.toAbsolutePath());
        command.add(jar + 2, MAIN);
        command.addAll(jar, List.of(flags));
        return App.launch(command, environment, App.directory());
    }

    /** The class, and the file by which Spring finds it. */
    private static void copy(Path directory, String bean) {
        try {
            Path compiled = Path.of("target", "test-classes").resolve(bean.replace('.', '/') + ".class");
            String simpleName = bean.substring(bean.lastIndexOf('.') + 1);
            Path folder = Objects.requireNonNull(compiled.getParent());
            Path copies = Files.createDirectories(
                    directory.resolve(Path.of("target", "test-classes").relativize(folder)));
            try (var files = Files.newDirectoryStream(folder, simpleName + "{.class,$*.class}")) {
                for (Path file : files) {
                    try (InputStream bytes = Files.newInputStream(file)) {
                        Files.copy(bytes, copies.resolve(file.getFileName()));
                    }
                }
            }
            Path imports = Files.createDirectories(directory.resolve("META-INF/spring"))
                    .resolve("org.springframework.boot.autoconfigure.AutoConfiguration.imports");
            Files.writeString(imports, bean + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
