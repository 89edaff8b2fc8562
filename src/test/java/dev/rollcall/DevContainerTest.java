package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dev container has the Java of the image and the port of the service, and runs commands that exist. */
class DevContainerTest {

    private static final JsonNode CONTAINER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build()
            .readTree(Path.of(".devcontainer", "devcontainer.json"));

    @Test
    void itHasTheJavaOfTheImage() throws Exception {
        String java = Files.readString(Path.of("system.properties")).strip().replace("java.runtime.version=", "");

        assertThat(CONTAINER.get("image").asString())
                .matches("mcr\\.microsoft\\.com/devcontainers/java:\\d+-" + java + "-bookworm(@sha256:[0-9a-f]{64})?");
    }

    @Test
    void itForwardsThePortOfTheService() throws Exception {
        String port = CONTAINER.get("forwardPorts").get(0).asString();

        assertThat(Files.readString(Path.of(".env.example"))).contains("\nPORT=" + port + "\n");
        assertThat(CONTAINER.get("portsAttributes").propertyNames()).containsExactly(port);
    }

    @Test
    void itsCommandsExist() {
        List<String> commands = Stream.of(
                        CONTAINER.get("postCreateCommand").asString().split("&&| "))
                .filter(word -> word.contains("/"))
                .toList();

        assertThat(commands)
                .containsExactly("bin/install-test-tools", "bin/setup")
                .allSatisfy(command -> assertThat(Path.of(command)).isExecutable());
    }
}
