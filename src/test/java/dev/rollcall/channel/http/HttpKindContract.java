package dev.rollcall.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.LinkToken;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.SampleNotice;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.KindCatalog;
import dev.rollcall.channel.text.TestTexts;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.problem.InvalidRequestException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import testing.HostileText;
import testing.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What holds for every kind that calls a service over HTTP. The service is a receiver on a local port. It checks each
 * request by the service's published format.
 */
@Timeout(300)
public abstract class HttpKindContract {

    protected final Receiver receiver = Receiver.start();
    private ChannelKind kind;

    protected abstract ChannelKind kind(HttpKindParts parts);

    /** The fields of a channel that sends to the receiver. */
    protected abstract Map<String, Object> fields();

    /** The published format of the body, as a JSON Schema. A form is checked as an object of strings. */
    protected abstract String schema();

    /** The status by which the service accepts an alert. */
    protected abstract int accepted();

    /** Statuses after which the service will never accept the alert. */
    protected abstract List<Integer> lasting();

    @BeforeEach
    void makeKind() {
        kind = kind(new HttpKindParts(TestReceivers.local(), TestTexts.create(), JsonMapper.shared()));
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    /** Names that would format, mention, link, inject or overflow if they were not escaped or cut. */
    static Stream<String> hostileNames() {
        return Stream.concat(
                HostileText.all().stream(),
                Stream.of(
                        "x".repeat(500),
                        "*".repeat(500),
                        "\uD83D\uDE00".repeat(250),
                        "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67".repeat(60),
                        "\uD83D",
                        "\u0000",
                        " "));
    }

    @Test
    void channelsOfOneReceiverShareItsLimit() {
        assertThat(kind.receiver(kind.configure(fields()))).contains(receiver.url(""));
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void whateverTheNameIsTheRequestHasThePublishedForm(String name) {
        receiver.answer(accepted());
        Map<String, Object> config = kind.configure(fields());

        kind.send(SampleAlert.down(config, name, name + "\n" + SampleAlert.CHECK.value() + "\n" + name.repeat(30)));

        isAsPublished();
    }

    @Test
    void upHasThePublishedFormToo() {
        receiver.answer(accepted());

        kind.send(SampleAlert.up(kind.configure(fields()), "backup"));

        isAsPublished();
    }

    @Test
    void lateHasThePublishedFormToo() {
        receiver.answer(accepted());

        kind.send(SampleAlert.of(kind.configure(fields()), CheckStatus.UP, StatusChange.Reason.LATE));

        isAsPublished();
    }

    @Test
    void downHasTheLinkToAcknowledgeAndUpHasNone() {
        String link = "https://rollcall.example/acknowledge/"
                + LinkToken.of(LinkToken.Action.ACKNOWLEDGE, SampleAlert.ID, SampleAlert.SIGNING_SECRET);
        down("backup", "");
        assertThat(body().toString().contains(link)).isEqualTo(canAcknowledge());

        up("backup");
        assertThat(body().toString()).doesNotContain("/acknowledge/");
    }

    /** Whether only the people that a channel is for can read its alerts, and can follow a link. */
    protected boolean canAcknowledge() {
        return true;
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void aNoticeHasThePublishedFormWhateverNamesItHas(String name) {
        receiver.answer(accepted());
        Map<String, Object> config = kind.configure(fields());
        List<Notice> wanted = SampleNotice.all(config, name).stream()
                .filter(notice -> kind.wants(config, notice.content().severity()))
                .toList();

        SampleNotice.all(config, name).forEach(kind::send);

        assertThat(wanted).isNotEmpty();
        assertThat(receiver.received()).hasSameSizeAs(wanted);
        isAsPublished();
    }

    @ParameterizedTest
    @MethodSource("lastingStatuses")
    void aLastingRefusalIsNotRepeated(int place) {
        if (place >= lasting().size()) {
            return;
        }
        receiver.answer(lasting().get(place), Map.of(), "secret " + fields());

        DeliveryException refused = failure();

        assertThat(refused.isPermanent()).isTrue();
        assertThat(refused).hasMessage("the receiver answered " + lasting().get(place));
    }

    @ParameterizedTest
    @MethodSource("passingStatuses")
    void aPassingFailureIsRepeatedWhenTheServiceAsksForIt(int status) {
        receiver.answer(status, Map.of("Retry-After", "17"), "");

        DeliveryException refused = failure();

        assertThat(refused.isPermanent()).isFalse();
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(17));
    }

    @Test
    void aRequiredFieldThatIsMissingIsNamedAndNoSecretIsRepeated() {
        for (Field field : KindCatalog.of(kind.getClass()).fields()) {
            Map<String, Object> fields = new HashMap<>(fields());
            fields.remove(field.name());
            if (field.required()) {
                assertThat(faults(fields)).containsExactly(Map.entry(field.name(), "is required"));
            }
            fields.put(field.name(), "hidden-Pa55\n");
            assertThat(faults(fields)).containsOnlyKeys(field.name());
            assertThat(faults(fields).toString()).doesNotContain("hidden-Pa55");
        }
    }

    /** Export and import rely on it. */
    @Test
    void settingsAreValidFields() {
        Map<String, Object> settings = kind.configure(fields());
        assertThat(kind.configure(settings)).isEqualTo(settings);
        assertThat(kind.obstacles(settings)).isEmpty();
    }

    static Stream<Integer> lastingStatuses() {
        return Stream.of(0, 1, 2, 3, 4, 5);
    }

    static Stream<Integer> passingStatuses() {
        return Stream.of(429, 500, 502, 503);
    }

    /** What the receiver got last, as JSON. */
    protected JsonNode body() {
        return document(last());
    }

    protected Receiver.Received last() {
        return receiver.received().get(receiver.received().size() - 1);
    }

    /** Sends the alert that a check is down, with the receiver accepting it. */
    protected Receiver.Received down(String name, String said) {
        receiver.answer(accepted());
        kind.send(SampleAlert.down(kind.configure(fields()), name, said));
        return last();
    }

    /** Sends the alert that a check is up, with the receiver accepting it. */
    protected Receiver.Received up(String name) {
        receiver.answer(accepted());
        kind.send(SampleAlert.up(kind.configure(fields()), name));
        return last();
    }

    /** Sends the alert that a check is late, with the receiver accepting it. */
    protected Receiver.Received late() {
        receiver.answer(accepted());
        kind.send(SampleAlert.of(kind.configure(fields()), CheckStatus.UP, StatusChange.Reason.LATE));
        return last();
    }

    /** Sends a notice, with the receiver accepting it. */
    protected Receiver.Received send(Notice notice) {
        receiver.answer(accepted());
        kind.send(notice);
        return last();
    }

    protected Map<String, Object> config() {
        return kind.configure(fields());
    }

    protected void send(Alert alert) {
        kind.send(alert);
    }

    protected DeliveryException failure() {
        return catchThrowableOfType(
                DeliveryException.class, () -> kind.send(SampleAlert.down(kind.configure(fields()), "backup", "")));
    }

    private Map<String, String> faults(Map<String, Object> fields) {
        return catchThrowableOfType(InvalidRequestException.class, () -> kind.configure(fields))
                .fields();
    }

    private void isAsPublished() {
        var judge = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema());
        for (Receiver.Received request : receiver.received()) {
            String everything = request.path() + request.headers() + request.body();
            assertThat(everything)
                    .doesNotContainIgnoringCase(SampleAlert.CHECK.value().toString());
            assertThat(everything).doesNotContain("Bcc: eve@example.com\r", "\u202e", "\u0007");
            assertThat(judge.validate(document(request))).isEmpty();
        }
    }

    private static JsonNode document(Receiver.Received request) {
        if (!"application/x-www-form-urlencoded".equals(request.headers().get("Content-Type"))) {
            return JsonMapper.shared().readTree(request.body());
        }
        ObjectNode form = JsonMapper.shared().createObjectNode();
        for (String field : request.body().split("&")) {
            String[] parts = field.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }
}
