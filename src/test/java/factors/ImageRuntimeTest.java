package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Receiver;

/** The Java runtime of the image has what the service needs, although modules and languages are left out of it. */
class ImageRuntimeTest {

    private static final String DOCKERFILE = DeployFilesTest.read(Path.of("Dockerfile"));

    /** {@code --limit-modules} hides all others, as if they were not there. */
    @Test
    void webAndWorkerNeedNoOtherModule() {
        List<String> command = new ArrayList<>(App.command("web"));
        command.addAll(
                1,
                List.of(
                        "--limit-modules",
                        found("(?s)ARG MODULES=(.*?[^\\\\])\\n").replace("\\\n", "")));
        command.add("--process=web,worker");
        try (var deploy = Deploy.released();
                var receiver = Receiver.start();
                App both = App.launch(command, deploy.environment(), App.directory())) {
            both.untilReady().untilPrinted("worker.ready");
            String key = deploy.project().get("api_key").asString();
            Deploy.expectAlert(both, key, receiver);
            assertThat(both.status("/")).isEqualTo(200);
            assertThat(both.status("/docs/api")).isEqualTo(200);
            assertThat(both.status("/openapi.yaml")).isEqualTo(200);
            both.terminate();
            assertThat(both.waitForExit().stdout()).doesNotContain("NoClassDefFoundError", "ClassNotFoundException");
        }
    }

    @Test
    void itHasTheLanguagesOfThePagesAndAlerts() throws IOException {
        Set<String> languages = new TreeSet<>(Set.of("en"));
        for (String texts : List.of("page", "alert")) {
            try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", texts))) {
                languages.addAll(files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith("messages_"))
                        .map(name -> name.replaceAll("messages_|\\.properties", ""))
                        .collect(Collectors.toSet()));
            }
        }
        assertThat(Set.of(found("--include-locales=(\\S+)").split(","))).isEqualTo(languages);
    }

    private static String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(DOCKERFILE);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
