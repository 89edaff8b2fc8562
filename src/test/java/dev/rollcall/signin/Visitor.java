package dev.rollcall.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.io.UnsupportedEncodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import testing.Browser;

/** A browser without scripts: it keeps cookies, and sends the forms that pages contain. */
public final class Visitor {

    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private final MockMvcTester http;
    private final Map<String, Cookie> cookies = new LinkedHashMap<>();
    private final String program;
    private final String client = "2001:db8:0:" + Integer.toHexString(CLIENTS.incrementAndGet()) + "::1";

    public Visitor(MockMvcTester http) {
        this(http, "Visitor/1");
    }

    /** @param program the {@code User-Agent} of the browser */
    public Visitor(MockMvcTester http, String program) {
        this.http = http;
        this.program = program;
    }

    public MvcTestResult get(String path) {
        return send(HttpMethod.GET, path, Map.of());
    }

    /** Opens a page that may not be answered soon, and does not wait. */
    public MvcTestResult ask(String path) {
        return keepCookies(request(HttpMethod.GET, path, MultiValueMap.fromSingleValue(Map.of()))
                .asyncExchange());
    }

    /** Waits for the answer, at most as long as a browser would. */
    public MvcTestResult answer(MvcTestResult asked) {
        return http.perform(MockMvcRequestBuilders.asyncDispatch(asked.getMvcResult()));
    }

    /** Opens a page, and sends a form of it with these fields. A name may come more than once. */
    public MvcTestResult submit(String page, String action, String... namesAndValues) {
        var fields = new LinkedMultiValueMap<String, String>(Map.of("_csrf", List.of(token(page))));
        for (int n = 0; n < namesAndValues.length; n += 2) {
            fields.add(namesAndValues[n], namesAndValues[n + 1]);
        }
        return send(HttpMethod.POST, action, fields);
    }

    /** Signs in with the token of a link. */
    public void signIn(String token) {
        assertThat(submit("/sign-in/link?token=" + token, "/sign-in/link", "token", token))
                .hasStatus(302);
    }

    /** What proves that a form was on one of our pages. It is valid for all forms of the session. */
    public String token(String page) {
        return found(Browser.TOKEN, get(page));
    }

    /** The first group of what matches in a page. If nothing does, the status and the text of the page are shown. */
    public static String found(Pattern pattern, MvcTestResult page) {
        return Browser.found(
                pattern,
                String.valueOf(page.getRequest().getRequestURI()),
                page.getResponse().getStatus(),
                text(page));
    }

    /** Sends the form of a check that expects a ping every day, with an hour of grace. */
    public MvcTestResult submitDailyCheck(String page, String action, String name) {
        return submit(
                page, action, "name", name, "period", "1", "periodUnit", "days", "grace", "1", "graceUnit", "hours");
    }

    public MvcTestResult send(HttpMethod method, String path, Map<String, String> fields) {
        return send(method, path, MultiValueMap.fromSingleValue(fields));
    }

    public MvcTestResult send(HttpMethod method, String path, MultiValueMap<String, String> fields) {
        return keepCookies(request(method, path, fields).exchange());
    }

    private MockMvcRequestBuilder request(HttpMethod method, String path, MultiValueMap<String, String> fields) {
        var request = http.method(method)
                .uri(path)
                .header("User-Agent", program)
                .with(sent -> {
                    sent.setRemoteAddr(client);
                    return sent;
                });
        fields.forEach((name, values) -> request.param(name, values.toArray(String[]::new)));
        if (!cookies.isEmpty()) {
            request.cookie(cookies.values().toArray(Cookie[]::new));
        }
        return request;
    }

    private MvcTestResult keepCookies(MvcTestResult result) {
        for (Cookie cookie : result.getResponse().getCookies()) {
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie);
            }
        }
        return result;
    }

    /** Has this cookie from elsewhere. */
    void keep(Cookie cookie) {
        cookies.put(cookie.getName(), cookie);
    }

    List<Cookie> cookies() {
        return List.copyOf(cookies.values());
    }

    Optional<Cookie> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    public static String text(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    public static @Nullable String location(MvcTestResult result) {
        return result.getResponse().getHeader("Location");
    }
}
