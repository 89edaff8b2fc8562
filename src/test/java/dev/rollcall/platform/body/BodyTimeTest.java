package dev.rollcall.platform.body;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.problem.BodyTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

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
        BodyTime.Watch watch = time.startLong();
        pass(BodyTime.LONG_LIMIT.minus(MOMENT));
        watch.check();
        pass(MOMENT);
        assertThatThrownBy(watch::check).isInstanceOf(BodyTimeoutException.class);
    }

    @Test
    void theNumberOfLongBodiesAtOneTimeIsLimited() {
        BodyTime.Watch first = time.startLong();
        BodyTime.Watch second = time.startLong();
        pass(BodyTime.LIMIT);
        first.check();
        assertThatThrownBy(second::check).isInstanceOf(BodyTimeoutException.class);
        second.close();
        first.close();

        BodyTime.Watch third = time.startLong();
        pass(BodyTime.LIMIT);
        assertThatCode(third::check).doesNotThrowAnyException();
    }

    private void pass(Duration duration) {
        now.addAndGet(duration.toNanos());
    }
}
