package dev.rollcall.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.body.BodyBudget.Sender;
import dev.rollcall.platform.problem.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;

class BodyBudgetTest {

    private static final long HEAP = 320_000_000;

    private final BodyBudget budget = new BodyBudget(HEAP);

    @Test
    void theMemoryOfARequestIsReleasedOnceWhenItEnds() {
        var request = new MockHttpServletRequest();
        budget.take(request, Sender.LONG, 1_000);
        budget.take(request, Sender.LONG, 500);
        budget.take(request, Sender.WITH_KEY, 200);
        assertThat(budget.free(Sender.LONG)).isEqualTo(HEAP / 4 - 1_500);
        assertThat(budget.free(Sender.WITH_KEY)).isEqualTo(HEAP / 8 - 200);

        budget.giveBack(request);
        budget.giveBack(request);

        assertThat(budget.free(Sender.LONG)).isEqualTo(HEAP / 4);
        assertThat(budget.free(Sender.WITH_KEY)).isEqualTo(HEAP / 8);
    }

    @Test
    void aBodyThatDoesNotFitIsRefusedAndTakesNothing() {
        MockHttpServletRequest request = from("192.0.2.1");
        budget.take(request, Sender.WITHOUT_KEY, HEAP / 32);
        budget.take(from("192.0.2.2"), Sender.WITHOUT_KEY, HEAP / 32);
        assertThatThrownBy(() -> budget.take(from("192.0.2.3"), Sender.WITHOUT_KEY, 1))
                .isInstanceOf(UnavailableException.class);
        assertThat(budget.free(Sender.WITHOUT_KEY)).isZero();

        budget.giveBack(request);
        budget.take(from("192.0.2.3"), Sender.WITHOUT_KEY, HEAP / 32);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WITH_KEY")
    void oneClientMayHaveHalfOfAShareThatStrangersUse(Sender sender) {
        long half = budget.free(sender) / 2;
        MockHttpServletRequest request = from("192.0.2.1");
        budget.take(request, sender, half);
        assertThatThrownBy(() -> budget.take(from("192.0.2.1"), sender, 1)).isInstanceOf(UnavailableException.class);
        assertThat(budget.free(sender)).isEqualTo(half);
        budget.take(from("192.0.2.2"), sender, half);

        budget.giveBack(request);
        budget.take(from("192.0.2.1"), sender, half);
    }

    @Test
    void callersWithoutAKeyDoNotUseTheSharesOfOthers() {
        budget.take(from("192.0.2.1"), Sender.WITHOUT_KEY, HEAP / 32);
        budget.take(from("192.0.2.2"), Sender.WITHOUT_KEY, HEAP / 32);
        budget.take(from("192.0.2.1"), Sender.WITH_KEY, HEAP / 8);
        budget.take(from("192.0.2.1"), Sender.LONG, HEAP / 8);
        budget.take(from("192.0.2.2"), Sender.LONG, HEAP / 8);
    }

    private static MockHttpServletRequest from(String client) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(client);
        return request;
    }

    @Test
    void onTheSmallestHeapOneBodyOfTheLargestSizeFits() {
        for (Sender sender : Sender.values()) {
            assertThat(new BodyBudget(1).free(sender)).isGreaterThan(5_100_000);
        }
    }
}
