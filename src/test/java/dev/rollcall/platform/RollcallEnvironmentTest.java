package dev.rollcall.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
    void aVariableThatIsNotOursIsNotVisibleByAnySpelling(String name) {
        RollcallEnvironment environment = RollcallEnvironment.of(Variable.all(), NOT_OURS);

        assertThat(environment.containsProperty(name)).isFalse();
        assertThat(environment.getProperty(name)).isNull();
    }

    @Test
    void aVariableThatIsNotOursIsNotBound() {
        RollcallEnvironment environment = RollcallEnvironment.of(Variable.all(), NOT_OURS);
        var binder = new Binder(ConfigurationPropertySources.from(environment.getPropertySources()));

        assertThat(binder.bind("server.port", Integer.class).isBound()).isFalse();
        assertThat(binder.bind("spring.datasource.url", String.class).isBound()).isFalse();
    }

    @Test
    void noVariableSwitchesAProfileOn() {
        assertThat(RollcallEnvironment.of(Variable.all(), NOT_OURS).getActiveProfiles())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.version", "user.home", "line.separator"})
    void systemPropertiesAreNotVisible(String name) {
        assertThat(System.getProperties()).containsKey(name);
        assertThat(RollcallEnvironment.of(Variable.all(), Map.of()).getProperty(name))
                .isNull();
    }

    @Test
    void theEnvironmentOfTheProcessIsNotVisible() {
        assertThat(System.getenv()).containsKey("PATH");
        assertThat(RollcallEnvironment.of(Variable.all(), Map.of()).getProperty("PATH"))
                .isNull();
    }

    @Test
    void aVariableOfOursIsVisibleByItsProperty() {
        Map<String, String> set = Map.of("PING_BODY_LIMIT", "77", "PORT", "8081", "HEROKU_SLUG_COMMIT", "abc");
        RollcallEnvironment environment = RollcallEnvironment.of(Variable.all(), set);

        assertThat(environment.getProperty("ping.body-limit")).isEqualTo("77");
        assertThat(environment.getProperty("port")).isEqualTo("8081");
        assertThat(environment.getProperty("heroku-slug-commit")).isEqualTo("abc");
    }

    @Test
    void aDefaultHoldsUntilTheVariableIsSet() {
        assertThat(RollcallEnvironment.of(Variable.all(), Map.of()).getProperty("ping.body-limit"))
                .isEqualTo("10000");
        assertThat(RollcallEnvironment.of(Variable.all(), Map.of("PING_BODY_LIMIT", " "))
                        .getProperty("ping.body-limit"))
                .isEqualTo("10000");
        assertThat(RollcallEnvironment.of(Variable.all(), Map.of("PING_BODY_LIMIT", "1"))
                        .getProperty("ping.body-limit"))
                .isEqualTo("1");
    }

    @Test
    void defaultsComeLastOfAllSources() {
        RollcallEnvironment environment = RollcallEnvironment.of(Variable.all(), Map.of("PORT", "8081"));

        assertThat(environment.getPropertySources())
                .extracting(source -> source.getName())
                .containsExactly("rollcall-systemEnvironment", "rollcall-defaults");
    }

    @Test
    void aVariableThatIsNotSetAndHasNoDefaultIsAbsent() {
        assertThat(RollcallEnvironment.of(Variable.all(), Map.of()).containsProperty("site.root"))
                .isFalse();
    }
}
