package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import testing.App;

/** What a process has used so far, by {@code /proc}. */
record Usage(double cpuMillis, double residentMegabytes) {

    /** What Linux has counted in since 2.6, whatever the kernel's own tick is. */
    private static final double MILLIS_A_TICK = 10;

    static Usage of(App app) {
        Path process = Path.of("/proc", String.valueOf(app.pid()));
        if (!Files.exists(process)) {
            throw new SkippedException("there is no /proc here");
        }
        try {
            String stat = Files.readString(process.resolve("stat"));
            // After the name of the command, which may hold spaces.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
            String resident = Files.readAllLines(process.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll("[^0-9]", "");
            return new Usage(ticks * MILLIS_A_TICK, Double.parseDouble(resident) / 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
