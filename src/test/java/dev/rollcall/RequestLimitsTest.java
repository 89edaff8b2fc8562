package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.body.JsonBody;
import dev.rollcall.project.Projects;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import testing.Contract;
import testing.Operation;
import tools.jackson.databind.json.JsonMapper;

/** Every list and every text of a request has a limit, in the contract, in the code, and in practice. */
@RollcallTest
class RequestLimitsTest {

    /** A pattern with alternatives, such as {@code |POST}. */
    private static final String WORDS = "[A-Za-z|]*";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JsonMapper json;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
    }

    @Test
    void theContractLimitsEveryTextListAndMapOfARequest() {
        assertThat(Contract.read().operations().stream()
                        .map(Operation::unlimited)
                        .flatMap(Collection::stream)
                        .distinct())
                .isEmpty();
    }

    @Test
    void everyTextAndListOfABodyHasALimit() {
        List<? extends Class<?>> bodies = bodies();
        assertThat(bodies).hasSizeGreaterThan(1);
        assertThat(bodies.stream()
                        .flatMap(body -> Arrays.stream(body.getRecordComponents()))
                        .filter(field -> !isLimited(field))
                        .map(field -> field.getDeclaringRecord().getSimpleName() + "." + field.getName()))
                .isEmpty();
    }

    @Test
    void aTextOrListOfACheckBeyondItsLimitIsRefusedAndNamed() {
        Map<String, Object> tooLong = new LinkedHashMap<>();
        Map.of(
                        "name", 100,
                        "slug", 100,
                        "tags", 500,
                        "desc", 10_000,
                        "schedule", 100,
                        "tz", 36,
                        "channels", 200_000,
                        "start_kw", 200,
                        "success_kw", 200,
                        "failure_kw", 200)
                .forEach((field, most) -> tooLong.put(field, "a".repeat(most + 1)));
        tooLong.put("subject", "a".repeat(201));
        tooLong.put("subject_fail", "a".repeat(201));
        tooLong.put("unique", java.util.Collections.nCopies(101, "name"));
        tooLong.forEach((field, value) -> refused("/api/v3/checks/", Map.of(field, value), field));
    }

    @Test
    void aTextOrMapOfAChannelBeyondItsLimitIsRefusedAndNamed() {
        String url = "https://example.com/";
        Map<String, Object> tooLong = new LinkedHashMap<>();
        tooLong.put("name", "a".repeat(101));
        tooLong.put("url_down", url + "a".repeat(1_000));
        tooLong.put("url_up", url + "a".repeat(1_000));
        tooLong.put("body_down", "a".repeat(10_001));
        tooLong.put("headers_down", Map.of("X-Long", "a".repeat(8_001)));
        Map<String, String> many = new LinkedHashMap<>();
        IntStream.rangeClosed(0, 50).forEach(n -> many.put("X-" + n, "a"));
        tooLong.put("headers_up", many);
        tooLong.forEach((field, value) -> {
            Map<String, Object> body = new LinkedHashMap<>(Map.of("kind", "webhook", "url_down", url, "url_up", url));
            body.put(field, value);
            refused("/api/v3/channels/", body, field);
        });
        refused("/api/v3/channels/", Map.of("kind", "a".repeat(101)), "kind");
        refused("/api/v3/channels/", Map.of("kind", "email", "to", "a".repeat(250) + "@a.bc"), "to");
        refused("/api/v3/keys/", Map.of("kind", "a".repeat(101)), "kind");
    }

    @Test
    void aFilterOfTheListBeyondItsLimitIsRefusedAndNamed() {
        Map.of("slug", "a".repeat(101), "tag", "a".repeat(501))
                .forEach((name, value) -> refused(
                        fixtures.call(
                                HttpMethod.GET, "/api/v3/checks/?" + name + "=" + value, project.readWriteKey(), ""),
                        name));
        String tags = "tag=a&".repeat(901);
        refused(fixtures.call(HttpMethod.GET, "/api/v1/checks/?" + tags, project.readWriteKey(), ""), "tag");
    }

    @Test
    void theLargestRequestThatAClientMaySendIsAccepted() {
        Map<String, String> headers = new LinkedHashMap<>();
        IntStream.range(0, 50).forEach(n -> headers.put("X-" + n, "a".repeat(8_000)));
        assertThat(post(
                        "/api/v3/channels/",
                        Map.of("kind", "webhook", "url_down", "https://example.com/", "headers_down", headers)))
                .hasStatus(201);
        String id = fixtures.json(post("/api/v3/channels/", Map.of("kind", "log", "name", "l")))
                .get("id")
                .asString();
        String channels = String.join(",", java.util.Collections.nCopies(5_000, id));
        assertThat(post("/api/v3/checks/", Map.of("channels", channels, "unique", List.of("name"))))
                .hasStatus(201);
    }

    private List<? extends Class<?>> bodies() {
        return routes.getHandlerMethods().values().stream()
                .flatMap(method -> Stream.of(method.getMethodParameters()))
                .filter(parameter -> parameter.hasParameterAnnotation(JsonBody.class))
                .map(MethodParameter::getParameterType)
                .filter(Class::isRecord)
                .distinct()
                .toList();
    }

    private static boolean isLimited(RecordComponent field) {
        if (field.getType() != String.class && !Collection.class.isAssignableFrom(field.getType())) {
            return true;
        }
        Size size = field.getAccessor().getAnnotation(Size.class);
        Pattern pattern = field.getAccessor().getAnnotation(Pattern.class);
        return (size != null && size.max() < Integer.MAX_VALUE)
                || (pattern != null && pattern.regexp().matches(WORDS));
    }

    private void refused(String path, Map<String, Object> body, String field) {
        refused(post(path, body), field);
    }

    private void refused(MvcTestResult answer, String field) {
        assertThat(answer).as(field).hasStatus(400);
        assertThat(fixtures.json(answer).get("errors").propertyNames()).contains(field);
    }

    private MvcTestResult post(String path, Map<String, Object> body) {
        return fixtures.call(HttpMethod.POST, path, project.readWriteKey(), json.writeValueAsString(body));
    }
}
