package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import testing.App;
import testing.Linux;

/** The resources that a process uses. */
final class Usage {

    private static final double MEGABYTE = 1024 * 1024;

    private Usage() {}

    /** Processor time since its start. */
    static Duration cpu(App app) {
        return ProcessHandle.of(app.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    /** The part of it that its compilers took. */
    static Duration compilers(App app) {
        return Linux.cpu(app.pid(), "C1 Compiler").plus(Linux.cpu(app.pid(), "C2 Compiler"));
    }

    /** Physical memory in use now. */
    static double residentMegabytes(App app) {
        if (!Files.exists(Path.of("/proc"))) {
            throw new SkippedException("there is no /proc here");
        }
        return Linux.residentBytes(app.pid()) / MEGABYTE;
    }
}
