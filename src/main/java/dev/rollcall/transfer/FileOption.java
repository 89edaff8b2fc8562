package dev.rollcall.transfer;

import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.WrongUsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the option {@code --file} of {@link ExportProject} and {@link ImportProject}. */
final class FileOption {

    private FileOption() {}

    /** Empty if the option is not given. */
    static Optional<Path> of(TaskOptions options) {
        return options.find("file").map(file -> {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw new WrongUsageException("--file: '" + path + "' is a directory");
            }
            return path;
        });
    }
}
