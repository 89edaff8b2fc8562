package faults;

import static org.assertj.core.api.Assertions.assertThat;

import faults.Pings.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import testing.Receiver;

/**
 * Compares what was answered and received with what is stored. Fails where a promise is broken, and counts the rest.
 *
 * @param received the requests with alerts and notices about the trial
 */
record Comparison(Truth truth, List<Receiver.Received> received) {

    /** Each acknowledged ping is stored once, and no other more than once. */
    Tally.Sent pings(Pings pings) {
        assertThat(pings.unexpected()).as("answers that no fault excuses").isEmpty();
        int refusedButStored = 0;
        int unansweredButStored = 0;
        for (String check : pings.checks()) {
            List<Integer> stored = truth.numbers(check);
            assertThat(stored)
                    .as("every ping that was answered OK, and none twice")
                    .containsAll(pings.numbers(check, Answer.OK))
                    .doesNotHaveDuplicates();
            assertThat(truth.counted(check)).as("the check's own count").isEqualTo(stored.size());
            refusedButStored += both(stored, pings.numbers(check, Answer.REFUSED));
            unansweredButStored += both(stored, pings.numbers(check, Answer.NONE));
        }
        return new Tally.Sent(
                pings.count(Answer.OK),
                pings.count(Answer.REFUSED),
                refusedButStored,
                pings.count(Answer.NONE),
                unansweredButStored);
    }

    /** Each acknowledged signal is one flip; all but the first up are told, in order, and the last is an up. */
    Tally.Told changes(String check, int acknowledged) {
        assertThat(truth.flips(check)).as("a flip for each acknowledged signal").isEqualTo(acknowledged);
        assertThat(requests(check).get(requests(check).size() - 1).body())
                .as("the last message")
                .contains("\"status\": \"up\"");
        return told(check, acknowledged - 1);
    }

    /** One silence is one flip, not before its deadline, and told. */
    Tally.Told silence(String check) {
        assertThat(truth.downs(Set.of(check))).as("downs of the silent check").isEqualTo(1);
        assertThat(truth.earlyDowns(check, Trial.SILENT_SECONDS)).isZero();
        return told(check, 1);
    }

    /** How long after this moment the first alert about the check came; zero if it came before. */
    Duration toldAfter(String check, Instant over) {
        Instant first = requests(check).get(0).at();
        return first.isBefore(over) ? Duration.ZERO : Duration.between(over, first);
    }

    private Tally.Told told(String check, int due) {
        List<String> deliveries = truth.deliveries(check);
        List<Integer> order = requests(check).stream()
                .map(request -> deliveries.indexOf(id(request)))
                .toList();
        assertThat(deliveries).as("a delivery for each flip that is due").hasSize(due);
        assertThat(order).as("the deliveries in the order of their flips").isSorted();
        Set<Integer> different = new HashSet<>(order);
        assertThat(different).as("each delivery received").hasSize(due);
        return new Tally.Told(due, different.size(), order.size() - different.size());
    }

    private List<Receiver.Received> requests(String check) {
        Set<String> deliveries = new HashSet<>(truth.deliveries(check));
        return received.stream()
                .filter(request -> deliveries.contains(id(request)))
                .toList();
    }

    private static String id(Receiver.Received request) {
        return Objects.requireNonNull(request.headers().get("webhook-id"));
    }

    private static int both(List<Integer> stored, Set<Integer> numbers) {
        return (int) stored.stream().filter(numbers::contains).count();
    }
}
