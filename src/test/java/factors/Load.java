package factors;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Callers that send requests without a pause, each with a new number, and remember the answers. */
final class Load implements AutoCloseable {

    private final IntFunction<HttpResponse<String>> request;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean stopping;

    private Load(IntFunction<HttpResponse<String>> request) {
        this.request = request;
    }

    static Load start(int callers, IntFunction<HttpResponse<String>> request) {
        var load = new Load(request);
        for (int n = 0; n < callers; n++) {
            var caller = new Thread(load::call, "caller-" + n);
            caller.setDaemon(true);
            caller.start();
            load.callers.add(caller);
        }
        return load;
    }

    /** The numbers with this status. */
    Set<Integer> answered(int status) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue() == status)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every status that was received. */
    Set<Integer> statuses() {
        return new TreeSet<>(answers.values());
    }

    /** Returns when the last caller has its answer. */
    @Override
    public void close() {
        stopping = true;
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private void call() {
        while (!stopping) {
            int number = numbers.incrementAndGet();
            answers.put(number, request.apply(number).statusCode());
        }
    }
}
