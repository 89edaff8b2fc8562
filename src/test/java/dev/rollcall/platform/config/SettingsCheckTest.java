package dev.rollcall.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.database.DatabaseSettings;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;

class SettingsCheckTest {

    private static final String DATABASE_URL = "postgres://rollcall:secret@db/checks";

    @Test
    void onlyTheDatabaseIsRequired() {
        assertThat(faults(Map.of())).containsExactly("DATABASE_URL is required");
        assertThat(faults(Map.of("DATABASE_URL", DATABASE_URL))).isEmpty();
    }

    /** So a record needs no check when none of its variables is set, unless one is required. */
    @Test
    void defaultValuesAreValidAndOnlyOneVariableHasToBeSet() {
        Binder unset =
                RollcallEnvironment.binder(RollcallEnvironment.of(EnvironmentVariables.of(Variable.all(), Map.of()))
                        .getPropertySources());
        Validator validator = Validation.buildDefaultValidatorFactory().getValidator();
        assertThat(SettingsRegistrar.TYPES)
                .hasSizeGreaterThan(10)
                .flatMap(type -> validator.validate((Object) unset.bindOrCreate(SettingsRegistrar.prefix(type), type)))
                .extracting(violation -> violation.getRootBeanClass() + " " + violation.getPropertyPath())
                .containsExactly(DatabaseSettings.class + " url");
        assertThat(Variable.all().stream().filter(Variable::required))
                .extracting(Variable::name)
                .containsExactly("DATABASE_URL");
    }

    @Test
    void aValidEnvironmentHasNoFault() {
        assertThat(faults(Map.ofEntries(
                        Map.entry("DATABASE_URL", DATABASE_URL),
                        Map.entry("DATABASE_POOL_SIZE", "20"),
                        Map.entry("PORT", "0"),
                        Map.entry("SITE_ROOT", "https://rollcall.example/monitoring/"),
                        Map.entry("SITE_NAME", "Night watch"),
                        Map.entry("LOG_FORMAT", "TEXT"),
                        Map.entry("LOG_LEVEL", "debug"),
                        Map.entry("SHUTDOWN_TIMEOUT", "20s"),
                        Map.entry("DRAIN_DELAY", "2s"),
                        Map.entry("MIN_PERIOD", "1s"),
                        Map.entry("PING_BODY_LIMIT", "0"),
                        Map.entry("WEBHOOK_ALLOW_PRIVATE", "true"),
                        Map.entry("WEBHOOK_TIMEOUT", "1500ms"),
                        Map.entry("RELEASE_VERSION", "v42"))))
                .isEmpty();
    }

    @Test
    void everyWrongVariableOfOneRecordIsNamedAtOnce() {
        assertThat(faults(Map.of("DATABASE_URL", "checks", "DATABASE_POOL_SIZE", "many")))
                .containsExactly(
                        "DATABASE_POOL_SIZE must be a whole number, but is 'many'",
                        "DATABASE_URL must look like postgres://user:password@host:5432/database"
                                + " (user and password percent-encoded)");
    }

    @Test
    void theWrongVariablesOfSeveralRecordsAreNamedAtOnce() {
        assertThat(faults(Map.of("PORT", "http", "PING_LOG_LIMIT", "0", "SWEEP_INTERVAL", "often")))
                .containsExactly(
                        "DATABASE_URL is required",
                        "PING_LOG_LIMIT must be greater than or equal to 1, but is '0'",
                        "PORT must be a whole number, but is 'http'",
                        "SWEEP_INTERVAL must be a duration such as 500ms, 10s or 5m, but is 'often'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORT                  | tcp://10.0.0.1:80 | must be a whole number",
                "PING_BODY_LIMIT       | 99999999999       | must be a whole number",
                "OTEL_TRACES_SAMPLER_ARG | half            | must be a number",
                "MIN_PERIOD            | soon              | must be a duration such as 500ms, 10s or 5m",
                "WEBHOOK_ALLOW_PRIVATE | maybe             | must be true or false",
                "LOG_FORMAT            | xml               | must be one of json, text",
                "LOG_LEVEL             | loud | must be one of trace, debug, info, warn, error, fatal, off",
                "PORT                  | 65536             | must be less than or equal to 65535",
                "WORKER_CONCURRENCY    | -1                | must be greater than or equal to 1",
                "MIN_PERIOD            | 10ms              | must be longer than or equal to 1 second",
                "SWEEP_INTERVAL        | 5m                | must be shorter than or equal to 1 minute",
                "MIN_PERIOD            | 400d              | must be shorter than or equal to 365 days",
                "FLIP_RETENTION        | 99999999999999d   | must be shorter than or equal to 36500 days",
                "WEBHOOK_TIMEOUT       | 0s                | must be longer than or equal to 100 millis",
                "DRAIN_DELAY           | -1s               | must be longer than or equal to 0",
                "SITE_ROOT             | rollcall.example  | must be an http:// or https:// address"
            })
    void aFaultSaysWhatIsExpectedAndWhatIsSet(String name, String value, String wanted) {
        assertThat(faults(Map.of("DATABASE_URL", DATABASE_URL, name, value)))
                .containsExactly(name + " " + wanted + ", but is '" + value + "'");
    }

    @Test
    void aFaultIsInEnglishOnEveryMachine() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(faults(Map.of("DATABASE_URL", DATABASE_URL, "PORT", "65536", "MIN_PERIOD", "1ms")))
                    .containsExactly(
                            "MIN_PERIOD must be longer than or equal to 1 second, but is '1ms'",
                            "PORT must be less than or equal to 65535, but is '65536'");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void noFaultNamesAJavaClass() {
        Map<String, String> unusable = new HashMap<>();
        Variable.all().forEach(variable -> unusable.put(variable.name(), "\u0000 neither text nor number"));

        assertThat(faults(unusable))
                .hasSizeGreaterThan(15)
                .noneMatch(fault -> fault.contains("java.") || fault.contains("dev.rollcall"))
                .noneMatch(fault -> Variable.all().stream()
                        .map(variable -> variable.component().getType().getSimpleName())
                        .filter(type -> type.matches("([A-Z][a-z]+){2,}"))
                        .anyMatch(fault::contains));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://rollcall:hidden-Pa55@db/checks",
                "postgres://rollcall:hidden%zz-Pa55@db/checks",
                "postgres://rollcall:hidden-Pa55@db:123456/checks",
                "jdbc:postgresql://db:port/checks?password=hidden-Pa55"
            })
    void aFaultOfASecretDoesNotRepeatIt(String url) {
        assertThat(faults(Map.of("DATABASE_URL", url)))
                .singleElement()
                .asString()
                .matches("DATABASE_URL (must look like postgres://|names a port that).*")
                .doesNotContain("hidden", "Pa55");
    }

    @Test
    void aStopOfMoreThan25SecondsIsOneFault() {
        String fault = "SHUTDOWN_TIMEOUT and DRAIN_DELAY together must not be more than 22s";

        assertThat(stopFaults("20s", "2001ms")).containsExactly(fault);
        assertThat(stopFaults("23s", "0s")).containsExactly(fault);
        assertThat(stopFaults("20s", "2s")).isEmpty();
    }

    @Test
    void anEndlessStopIsAFaultAndNotACrash() {
        String longest = Long.MAX_VALUE + "s";

        assertThat(stopFaults(longest, longest))
                .containsExactly("SHUTDOWN_TIMEOUT and DRAIN_DELAY together must not be more than 22s");
    }

    @Test
    void aMailServerNeedsASender() {
        assertThat(faults(Map.of("DATABASE_URL", DATABASE_URL, "SMTP_URL", "smtp://mail.example")))
                .containsExactly("EMAIL_FROM is required when SMTP_URL is set");
        assertThat(faults(Map.of(
                        "DATABASE_URL",
                        DATABASE_URL,
                        "SMTP_URL",
                        "smtp://user:hidden-Pa55@mail.example:port",
                        "EMAIL_FROM",
                        "nobody")))
                .containsExactly(
                        "EMAIL_FROM must be an e-mail address, ops@example.com or Name <ops@example.com>",
                        "SMTP_URL must look like smtp://user:password@host:587?starttls=true or"
                                + " smtps://user:password@host:465 (user and password percent-encoded)");
    }

    @Test
    void aBlankVariableCountsAsNotSet() {
        assertThat(faults(Map.of("DATABASE_URL", " ", "PORT", "", "SITE_ROOT", " ", "LOG_FORMAT", "")))
                .containsExactly("DATABASE_URL is required");
    }

    @Test
    void undeclaredVariablesAreIgnored() {
        Map<String, String> environment = new HashMap<>(Map.of("DATABASE_URL", DATABASE_URL));
        environment.put("SERVER_PORT", "http");
        environment.put("SPRING_DATASOURCE_URL", "jdbc:h2:mem:");
        environment.put("PINGPORT", "tcp://10.0.0.1:80");

        assertThat(faults(environment)).isEmpty();
    }

    private static List<String> stopFaults(String timeout, String delay) {
        return faults(Map.of("DATABASE_URL", DATABASE_URL, "SHUTDOWN_TIMEOUT", timeout, "DRAIN_DELAY", delay));
    }

    private static List<String> faults(Map<String, String> environment) {
        return EnvironmentVariables.of(Variable.all(), environment).faults();
    }
}
