package dev.rollcall.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.body.BodyBudget.Sender;
import dev.rollcall.platform.problem.BodyTimeoutException;
import dev.rollcall.platform.problem.UnavailableException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.server.ResponseStatusException;

class FormBodiesTest {

    private static final long HEAP = 320_000_000;
    private static final int SLOTS = 4;

    private final AtomicLong now = new AtomicLong();
    private final BodyBudget budget = new BodyBudget(HEAP);
    private final BodySlots slots = new BodySlots(SLOTS, new SimpleMeterRegistry());
    private final FormBodies forms = new FormBodies(budget, slots, new BodyTime(1, now::get));

    @Test
    void parametersOfTheAddressComeBeforeThoseOfTheForm() throws IOException {
        var request = form("name=f%C3%BCr+Ana&tag=b&tag=%E2%82%AC&empty=&flag&_csrf=t");
        request.setQueryString("tag=a&page=2");
        request.addParameter("tag", "a");
        request.addParameter("page", "2");

        HttpServletRequest received = forms.receive(request);

        assertThat(received.getParameter("name")).isEqualTo("für Ana");
        assertThat(received.getParameterValues("tag")).containsExactly("a", "b", "€");
        assertThat(received.getParameter("tag")).isEqualTo("a");
        assertThat(received.getParameter("empty")).isEmpty();
        assertThat(received.getParameter("flag")).isEmpty();
        assertThat(received.getParameter("none")).isNull();
        assertThat(received.getParameterValues("none")).isNull();
        assertThat(Collections.list(received.getParameterNames()))
                .containsExactly("tag", "page", "name", "empty", "flag", "_csrf");
    }

    @Test
    void aBodyOfAnotherTypeIsNoFormAndCanBeReadAsItWasSent() throws IOException {
        var request = form("{\"a\": \"b=c&d=ü\"}");
        request.setContentType("application/json");

        HttpServletRequest received = forms.receive(request);

        assertThat(received.getParameterMap()).isEmpty();
        assertThat(received.getInputStream().readAllBytes())
                .isEqualTo("{\"a\": \"b=c&d=ü\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(received.getInputStream().isFinished()).isTrue();
    }

    @Test
    void aBodyAboveTheLimitIsRefusedWhetherItsLengthIsAnnouncedOrNot() throws IOException {
        assertThat(forms.receive(form("x".repeat(FormBodies.MAX_BYTES))).getParameterMap())
                .hasSize(1);
        assertThatThrownBy(() -> forms.receive(form("x".repeat(FormBodies.MAX_BYTES + 1))))
                .isInstanceOfSatisfying(
                        ResponseStatusException.class,
                        refusal -> assertThat(refusal.getStatusCode()).hasToString("413 CONTENT_TOO_LARGE"));
        var sent = new AtomicLong();
        assertThatThrownBy(() -> forms.receive(unannounced(() -> {
                    sent.incrementAndGet();
                    return 'x';
                })))
                .isInstanceOf(ResponseStatusException.class);
        assertThat(sent.get()).as("bytes read").isLessThan(FormBodies.MAX_BYTES + 20_000L);
    }

    @Test
    void aBodyThatComesTooSlowlyIsRefused() {
        assertThatThrownBy(() -> forms.receive(unannounced(() -> {
                    now.addAndGet(BodyTime.LIMIT.dividedBy(10).toNanos());
                    return 'x';
                })))
                .isInstanceOf(BodyTimeoutException.class);
    }

    @Test
    void aFormHoldsASlotWhileItArrivesAndMemoryUntilItsRequestEnds() throws IOException {
        MockHttpServletRequest request = form("a=b");
        forms.receive(request);
        assertThat(budget.free(Sender.FORM)).isLessThan(HEAP / 16);
        budget.giveBack(request);
        assertThat(budget.free(Sender.FORM)).isEqualTo(HEAP / 16);

        for (int n = 0; n < SLOTS / 2; n++) {
            slots.take(form("another=one"));
        }
        assertThatThrownBy(() -> forms.receive(form("a=b"))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aFormThatWasRefusedHoldsNoSlot() throws IOException {
        for (int n = 0; n < SLOTS + 1; n++) {
            assertThatThrownBy(() -> forms.receive(unannounced(() -> 'x'))).isInstanceOf(ResponseStatusException.class);
        }
        assertThat(forms.receive(form("a=b")).getParameter("a")).isEqualTo("b");
    }

    @Test
    void oneClientHasHalfOfTheMemoryForForms() {
        var request = form("");
        budget.take(request, Sender.FORM, HEAP / 32);
        assertThatThrownBy(() -> budget.take(form(""), Sender.FORM, 1)).isInstanceOf(UnavailableException.class);
        var other = form("");
        other.setRemoteAddr("198.51.100.1");
        budget.take(other, Sender.FORM, 1);

        budget.giveBack(request);
        budget.take(form(""), Sender.FORM, HEAP / 32);
    }

    private static MockHttpServletRequest form(String body) {
        var request = new MockHttpServletRequest("POST", "/sign-in/password");
        request.setContentType("application/x-www-form-urlencoded;charset=UTF-8");
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    /** A body without a length, as a client sends it in chunks: each byte is asked for when it is read. */
    private static MockHttpServletRequest unannounced(Bytes bytes) {
        return new MockHttpServletRequest("POST", "/sign-in/password") {
            @Override
            public ServletInputStream getInputStream() {
                return new DelegatingServletInputStream(new InputStream() {
                    @Override
                    public int read() {
                        return bytes.next();
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) {
                        buffer[offset] = (byte) read();
                        return 1;
                    }
                });
            }
        };
    }

    private interface Bytes {
        int next();
    }
}
