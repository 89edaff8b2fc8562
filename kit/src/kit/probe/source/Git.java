package kit.probe.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What git says about a directory. */
public final class Git {

    private Git() {}

    /**
     * The commit that is checked out, in short, with {@code -dirty} if files were changed; empty outside of a
     * repository.
     */
    public static Optional<String> commit(Path directory) throws IOException, InterruptedException {
        return run(directory, "describe", "--always", "--dirty", "--exclude=*").map(String::strip);
    }

    /** The files in the repository, below this directory. */
    static List<String> files(Path directory) throws IOException, InterruptedException {
        return run(directory, "ls-files").orElse("").lines().toList();
    }

    /** Makes a copy of the commit that is checked out; false outside of the root of a repository. */
    static boolean cloneTo(Path directory, Path target) throws IOException, InterruptedException {
        return run(directory, "clone", "--quiet", ".", target.toString()).isPresent();
    }

    /** What it prints; empty if it fails, or if there is no git. */
    private static Optional<String> run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        Process git;
        try {
            git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return git.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
    }
}
