package dev.rollcall.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;

class RollcallEnvironmentTest {

    private static final Map<String, String> NOT_OURS = Map.of(
            "SPRING_DATASOURCE_URL", "jdbc:h2:mem:",
            "SERVER_PORT", "9999",
            "DEBUG", "true",
            "SPRING_PROFILES_ACTIVE", "production",
            "SPRING_APPLICATION_JSON", "{\"server.port\": 9998}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SPRING_DATASOURCE_URL",
                "spring.datasource.url",
                "spring_datasource_url",
                "spring-datasource-url",
                "SERVER_PORT",
                "server.port",
                "DEBUG",
                "debug",
                "SPRING_PROFILES_ACTIVE",
                "spring.profiles.active",
                "SPRING_APPLICATION_JSON",
                "spring.application.json"
            })
    void anUndeclaredVariableIsNotVisibleInAnySpelling(String name) {
        RollcallEnvironment environment = environment(NOT_OURS);

        assertThat(environment.containsProperty(name)).isFalse();
        assertThat(environment.getProperty(name)).isNull();
    }

    @Test
    void anUndeclaredVariableIsNotBound() {
        RollcallEnvironment environment = environment(NOT_OURS);
        var binder = new Binder(ConfigurationPropertySources.from(environment.getPropertySources()));

        assertThat(binder.bind("server.port", Integer.class).isBound()).isFalse();
        assertThat(binder.bind("spring.datasource.url", String.class).isBound()).isFalse();
    }

    @Test
    void noVariableActivatesAProfile() {
        assertThat(environment(NOT_OURS).getActiveProfiles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.version", "user.home", "line.separator"})
    void systemPropertiesAreNotVisible(String name) {
        assertThat(System.getProperties()).containsKey(name);
        assertThat(environment(Map.of()).getProperty(name)).isNull();
    }

    @Test
    void theEnvironmentOfTheProcessIsNotVisible() {
        assertThat(System.getenv()).containsKey("PATH");
        assertThat(environment(Map.of()).getProperty("PATH")).isNull();
    }

    @Test
    void aDeclaredVariableIsVisibleByItsProperty() {
        Map<String, String> set = Map.of("PING_BODY_LIMIT", "77", "PORT", "8081", "HEROKU_SLUG_COMMIT", "abc");
        RollcallEnvironment environment = environment(set);

        assertThat(environment.getProperty("ping.body-limit")).isEqualTo("77");
        assertThat(environment.getProperty("port")).isEqualTo("8081");
        assertThat(environment.getProperty("heroku-slug-commit")).isEqualTo("abc");
    }

    @Test
    void aDefaultAppliesUntilTheVariableIsSet() {
        assertThat(environment(Map.of()).getProperty("ping.body-limit")).isEqualTo("10000");
        assertThat(environment(Map.of("PING_BODY_LIMIT", " ")).getProperty("ping.body-limit"))
                .isEqualTo("10000");
        assertThat(environment(Map.of("PING_BODY_LIMIT", "1")).getProperty("ping.body-limit"))
                .isEqualTo("1");
    }

    @Test
    void defaultsComeLastOfAllSources() {
        RollcallEnvironment environment = environment(Map.of("PORT", "8081"));

        assertThat(environment.getPropertySources())
                .extracting(source -> source.getName())
                .containsExactly("rollcall-systemEnvironment", "rollcall-defaults");
    }

    @Test
    void anyTextIsTakenLiterally() {
        var random = new Random(12);
        String[] parts = {"$", "{", "}", "${", "\\", ":", "PORT", "log.level", "#{1}", " "};
        for (int n = 0; n < 500; n++) {
            String odd = Stream.generate(() -> parts[random.nextInt(parts.length)])
                    .limit(1 + random.nextInt(9))
                    .collect(Collectors.joining("", "a", "b"));
            expectLiteral(odd);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a ${PORT} b", "${log.level}", "${log.level:x}", "\\${port}", "${", "${${port}}"})
    void aPlaceholderIsTakenLiterally(String text) {
        expectLiteral(text);
    }

    @Test
    void aVariableThatIsNotSetAndHasNoDefaultIsAbsent() {
        assertThat(environment(Map.of()).containsProperty("site.root")).isFalse();
    }

    private static RollcallEnvironment environment(Map<String, String> variables) {
        return RollcallEnvironment.of(EnvironmentVariables.of(Variable.all(), variables));
    }

    private static void expectLiteral(String odd) {
        RollcallEnvironment environment = environment(Map.of("SITE_NAME", odd));

        assertThat(environment.getProperty("site.name")).isEqualTo(odd);
        assertThat(RollcallEnvironment.binder(environment.getPropertySources())
                        .bind("site.name", String.class)
                        .get())
                .isEqualTo(odd);
        assertThat(Binder.get(environment).bind("site.name", String.class).get())
                .isEqualTo(odd);
        assertThat(environment.resolvePlaceholders("it is ${site.name}")).isEqualTo("it is " + odd);
    }
}
