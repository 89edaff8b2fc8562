package dev.rollcall.platform.body;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.problem.BodyTimeoutException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class BodyTimeTest {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong();
    private final BodyTime time = new BodyTime(1, now::get);

    @Test
    void aBodyOfTheApiEndsAtItsTimeLimit() {
        BodyTime.Watch watch = time.start();
        pass(BodyTime.LIMIT.minus(MOMENT));
        watch.check();
        pass(MOMENT);
        assertThatThrownBy(watch::check).isInstanceOf(BodyTimeoutException.class);
    }

    @Test
    void theBodyOfAPingMayLastAsLongAsAJob() {
        BodyTime.Watch watch = time.startLong(from("192.0.2.1"));
        pass(BodyTime.LONG_LIMIT.minus(MOMENT));
        watch.check();
        pass(MOMENT);
        assertThatThrownBy(watch::check).isInstanceOf(BodyTimeoutException.class);
    }

    @Test
    void theNumberOfLongBodiesAtOneTimeIsLimited() {
        BodyTime.Watch first = time.startLong(from("192.0.2.1"));
        BodyTime.Watch second = time.startLong(from("192.0.2.1"));
        pass(BodyTime.LIMIT);
        first.check();
        assertThatThrownBy(second::check).isInstanceOf(BodyTimeoutException.class);
        second.close();
        first.close();

        BodyTime.Watch third = time.startLong(from("192.0.2.1"));
        pass(BodyTime.LIMIT);
        assertThatCode(third::check).doesNotThrowAnyException();
    }

    /** Any stranger can send a long body: the check of a ping is looked up later. */
    @Test
    void oneClientMayHaveHalfOfTheLongBodies() {
        var four = new BodyTime(4, now::get);
        List<BodyTime.Watch> flood = Stream.generate(() -> four.startLong(from("192.0.2.1")))
                .limit(3)
                .toList();
        BodyTime.Watch other = four.startLong(from("192.0.2.2"));
        pass(BodyTime.LIMIT);

        flood.get(0).check();
        flood.get(1).check();
        assertThatThrownBy(() -> flood.get(2).check()).isInstanceOf(BodyTimeoutException.class);
        assertThatCode(other::check).doesNotThrowAnyException();

        flood.get(0).close();
        assertThatCode(flood.get(2)::check).doesNotThrowAnyException();
    }

    private static HttpServletRequest from(String client) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(client);
        return request;
    }

    private void pass(Duration duration) {
        now.addAndGet(duration.toNanos());
    }
}
