package dev.rollcall.admin.doctor;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.BeansException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/** Runs probes. Each of them may fail or hang, which is a finding too. */
public final class Examination {

    private Examination() {}

    /**
     * Findings in the order of the probes. All probes run at once, so several that hang take no longer than one.
     *
     * @param longest after this time, a probe that has not answered is given up
     */
    public static List<Finding> of(List<Probe> probes, Duration longest) {
        ExecutorService threads = Threads.growing("doctor", longest);
        try {
            List<Future<List<Finding>>> results = threads.invokeAll(
                    probes.stream()
                            .<Callable<List<Finding>>>map(probe -> probe::examine)
                            .toList(),
                    longest.toMillis(),
                    TimeUnit.MILLISECONDS);
            List<Finding> findings = new ArrayList<>();
            for (int n = 0; n < results.size(); n++) {
                findings.addAll(result(probes.get(n).name(), results.get(n), longest));
            }
            return findings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the examination was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Finding> result(String name, Future<List<Finding>> examined, Duration longest)
            throws InterruptedException {
        try {
            return examined.get();
        } catch (CancellationException e) {
            return List.of(Finding.broken(
                    name, "no answer within " + longest.toSeconds() + " s", "find out what it waits for"));
        } catch (ExecutionException e) {
            return List.of(couldNotLook(name, e.getCause() == null ? e : e.getCause()));
        }
    }

    private static Finding couldNotLook(String name, Throwable reason) {
        if (reason instanceof BeansException) {
            return Finding.warn(
                    name, "not examined: needs settings that cannot be used", "mend the variables, then try again");
        }
        if (reason instanceof DataAccessResourceFailureException) {
            return Finding.warn(name, "not examined: the database does not answer", "see database, then try again");
        }
        if (reason instanceof DataAccessException) {
            return Finding.warn(
                    name, "not examined: " + FailureReason.of(reason), "mend what is broken, then try again");
        }
        return Finding.broken(name, FailureReason.of(reason), "see the reason on the left");
    }
}
