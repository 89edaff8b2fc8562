package dev.rollcall.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.Alert;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.project.ProjectId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlaceholdersTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant FLIPPED_AT = Instant.parse("2026-01-31T10:00:00.123456Z");
    private static final String ID = "0f1e2d3c-4b5a-4678-9abc-def012345678";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Placeholders placeholders = new Placeholders(JSON, new Site("https://rollcall.example", "Rollcall"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$CODE       | 0f1e2d3c-4b5a-4678-9abc-def012345678",
                "$STATUS     | down",
                "$REASON     | fail",
                "$NAME       | the \"nightly\" backup",
                "$NAME_JSON  | \"the \\\"nightly\\\" backup\"",
                "$SLUG       | nightly",
                "$NOW        | 2026-01-31T10:00:00+00:00",
                "$CHANGES    | 1",
                "$FLAPPING   | false",
                "$TAGS       | prod db eu",
                "$TAG1       | prod",
                "$TAG3       | eu",
                "$EXITSTATUS | 3",
                "$ACK_URL    | https://rollcall.example/acknowledge/AAAAAAAAAAAAAAAAAAAAASLCTIE3d1oK1hT3J-kFojI",
                "$BODY       | no \"space\" left",
                "$BODY_JSON  | \"no \\\"space\\\" left\""
            })
    void aPlaceholderIsReplacedByTheFactItNames(String placeholder, String value) {
        assertThat(fill("<" + placeholder + ">", alert())).isEqualTo("<" + value + ">");
    }

    @Test
    void jsonIsTheCheckAsTheApiShowsIt() {
        JsonNode check = JSON.readTree(fill("$JSON", alert()));

        assertThat(check.get("uuid").asString()).isEqualTo(ID);
        assertThat(check.get("name").asString()).isEqualTo("the \"nightly\" backup");
        assertThat(check.get("status").asString()).isEqualTo("down");
        assertThat(check.get("ping_url").asString()).isEqualTo("https://rollcall.example/ping/" + ID);
    }

    @Test
    void readonlyJsonIsTheCheckAsAReadOnlyKeyGetsIt() {
        String filled = fill("$READONLY_JSON", alert());

        JsonNode check = JSON.readTree(filled);
        assertThat(check.get("unique_key").asString()).isEqualTo("unique-key");
        assertThat(check.get("name").asString()).isEqualTo("the \"nightly\" backup");
        assertThat(filled).doesNotContain(ID, "ping_url", "update_url");
    }

    @Test
    void onlyDownCanBeAcknowledged() {
        assertThat(fill("<$ACK_URL>", alert("a", "", CheckStatus.UP, null))).isEqualTo("<>");
    }

    @Test
    void statusIsTheNewStatus() {
        assertThat(fill("$STATUS", alert("a", "", CheckStatus.UP, null))).isEqualTo("up");
    }

    @Test
    void everyPlaceholderOfATemplateIsReplacedAndTheRestStays() {
        assertThat(fill("{\"text\": \"$SLUG is $STATUS, $SLUG!\"}", alert()))
                .isEqualTo("{\"text\": \"nightly is down, nightly!\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "$, $",
        "$$, $$",
        "$5, $5",
        "$name, $name",
        "$TAG, $TAG",
        "$UNKNOWN, $UNKNOWN",
        "${NAME}, ${NAME}",
        "\\$SLUG, \\nightly",
        "$$SLUG, $nightly"
    })
    void otherTextIsUnchanged(String template, String filled) {
        assertThat(fill(template, alert())).isEqualTo(filled);
    }

    @Test
    void aCheckNamedLikeAPlaceholderKeepsItsName() {
        Alert alert = alert("$CODE", "$STATUS $NAME", CheckStatus.DOWN, null);

        assertThat(fill("$NAME $TAG1 $TAGS", alert)).isEqualTo("$CODE $STATUS $STATUS $NAME");
    }

    @Test
    void aNameMayHoldAnyCharacter() {
        assertThat(fill("$NAME", alert("a\\1$2\\E", "", CheckStatus.DOWN, null)))
                .isEqualTo("a\\1$2\\E");
    }

    @Test
    void theLongestMatchingPlaceholderIsReplaced() {
        Alert alert = alert("a\"b", "one two", CheckStatus.DOWN, ping(0, "c\"d"));

        assertThat(fill("$NAME_JSON $NAME", alert)).isEqualTo("\"a\\\"b\" a\"b");
        assertThat(fill("$BODY_JSON $BODY", alert)).isEqualTo("\"c\\\"d\" c\"d");
        assertThat(fill("$TAGS $TAG2", alert)).isEqualTo("one two two");
    }

    @Test
    void tagsAreNumberedFromOneInTheirOrder() {
        Alert alert = alert("a", "a b  c d e f g h i j", CheckStatus.DOWN, null);

        assertThat(fill("$TAG1 $TAG3 $TAG10", alert)).isEqualTo("a c j");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$TAG0", "$TAG4", "$TAG999"})
    void aMissingTagIsEmpty(String placeholder) {
        assertThat(fill("<" + placeholder + ">", alert())).isEqualTo("<>");
    }

    @Test
    void withoutTagsEveryTagPlaceholderIsEmpty() {
        assertThat(fill("<$TAGS$TAG1>", alert("a", "", CheckStatus.DOWN, null))).isEqualTo("<>");
    }

    @Test
    void withoutAPingTheExitStatusIsMinusOneAndTheBodyEmpty() {
        assertThat(fill("$EXITSTATUS <$BODY> $BODY_JSON", alert("a", "", CheckStatus.DOWN, null)))
                .isEqualTo("-1 <> \"\"");
    }

    @Test
    void aPingWithoutExitStatusAndBodyIsTreatedLikeNoPing() {
        assertThat(fill("$EXITSTATUS <$BODY>", alert("a", "", CheckStatus.DOWN, ping(null, null))))
                .isEqualTo("-1 <>");
    }

    @Test
    void exitStatusZeroIsShown() {
        assertThat(fill("$EXITSTATUS", alert("a", "", CheckStatus.DOWN, ping(0, null))))
                .isEqualTo("0");
    }

    @Test
    void theCallersEscapeIsAppliedToEachValueAndToNothingElse() {
        Alert alert = alert("a b&c", "x/y", CheckStatus.DOWN, null);

        assertThat(placeholders.fill(
                        "address",
                        "https://receiver.example/?name=$NAME&tag=$TAG1",
                        1_000,
                        alert,
                        value -> URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .isEqualTo("https://receiver.example/?name=a+b%26c&tag=x%2Fy");
        assertThat(placeholders.fill("body", "$NAME", 1_000, alert, value -> value.toUpperCase(Locale.ROOT) + "$NAME"))
                .isEqualTo("A B&C$NAME");
    }

    private String fill(String template, Alert alert) {
        return placeholders.fill("body", template, 10_000, alert, value -> value);
    }

    private static Alert alert() {
        return alert("the \"nightly\" backup", "prod db eu", CheckStatus.DOWN, ping(3, "no \"space\" left"));
    }

    private static Alert.LastPing ping(@Nullable Integer exitStatus, @Nullable String body) {
        return new Alert.LastPing(NOW, exitStatus, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    private static Alert alert(String name, String tags, CheckStatus to, Alert.@Nullable LastPing lastPing) {
        CheckView check = check(name, tags, to);
        CheckStatus from = to == CheckStatus.UP ? CheckStatus.DOWN : CheckStatus.UP;
        var change = new StatusChange(check.id(), from, to, StatusChange.Reason.FAIL, FLIPPED_AT);
        return new Alert(
                new UUID(0, 1),
                new Flip(1, change),
                check,
                new UUID(0, 4),
                "pager",
                Map.of(),
                "whsec_c2VjcmV0",
                lastPing,
                1,
                NOW);
    }

    private static CheckView check(String name, String tags, CheckStatus status) {
        return new CheckView(
                new CheckId(UUID.fromString(ID)),
                new ProjectId(new UUID(0, 2)),
                "unique-key",
                new UUID(0, 3),
                CheckView.Labels.of(name, "nightly", tags, ""),
                new Every(Duration.ofHours(1)),
                Duration.ofMinutes(10),
                PingPolicy.DEFAULT,
                new CheckState(status, 7, NOW, null, null, null),
                List.of());
    }
}
