package dev.rollcall.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class PingRateTest {

    private final AtomicLong total = new AtomicLong();
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private final PingRate rate = new PingRate(beans.getBeanProvider(PingTotal.class));

    @Test
    void aProcessThatReceivesNoPingsHasARateOfZero() {
        assertThat(rate.measure(0)).isZero();
    }

    @Test
    void theRateIsThatOfTheLastTenSeconds() {
        beans.addBean("pings", (PingTotal) total::get);
        total.set(1_000);
        assertThat(measure(0)).isZero();

        total.addAndGet(50);
        assertThat(measure(5)).isEqualTo(10);

        for (int second = 6; second <= 20; second++) {
            total.addAndGet(3);
            measure(second);
        }
        assertThat(measure(20)).isEqualTo(3);

        for (int second = 21; second <= 31; second++) {
            measure(second);
        }
        assertThat(measure(31)).isZero();
    }

    @Test
    void afterAPauseTheRateIsThatOfThePause() {
        beans.addBean("pings", (PingTotal) total::get);
        measure(0);
        total.set(6_000);

        assertThat(measure(60)).isEqualTo(100);
    }

    private double measure(long second) {
        return rate.measure(Duration.ofSeconds(second).toNanos());
    }
}
