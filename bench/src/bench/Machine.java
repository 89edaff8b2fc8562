package bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The machine of a run. Do not compare the figures of two machines; compare their ratios with care. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Machine(int cores, String processor, long memoryMegabytes, String kernel, String java, String postgres) {

    static Machine of(Bench bench) {
        String settings =
                bench.postgres().strings(bench.postgres().newDatabase(), """
                        SELECT 'PostgreSQL ' || current_setting('server_version') || ', fsync '
                            || current_setting('fsync') || ', synchronous_commit '
                            || current_setting('synchronous_commit') || ', shared_buffers '
                            || current_setting('shared_buffers')
                        """).get(0);
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                first("/proc/cpuinfo", "model name"),
                Long.parseLong(first("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Jdk.usual().toString(),
                settings);
    }

    String describe() {
        return cores + " cores (" + processor + "), " + memoryMegabytes + " MB, " + kernel + ", " + java + ", "
                + postgres;
    }

    /** The value of this name in a file of {@code /proc}; 0 if the file or the line is missing. */
    private static String first(String file, String name) {
        Path path = Path.of(file);
        try (Stream<String> lines = Files.exists(path) ? Files.lines(path) : List.<String>of().stream()) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("0");
        } catch (IOException e) {
            return "0";
        }
    }
}
