package dev.rollcall.channel.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Looks up host names on threads of its own: a name server that does not answer holds up the system's resolver for as
 * long as it likes, and nothing can end that.
 */
final class BoundedLookups implements DnsResolver {

    /** Look-ups that hang at the same time; beyond, none is begun. */
    private static final int MAX_LOOKUPS = 256;

    private static final int IDLE_SECONDS = 30;

    private final DnsResolver system;
    private final Duration timeout;
    private final ExecutorService threads;

    BoundedLookups(Duration timeout) {
        this(SystemDefaultDnsResolver.INSTANCE, timeout);
    }

    BoundedLookups(DnsResolver system, Duration timeout) {
        this.system = system;
        this.timeout = timeout;
        var names = new CustomizableThreadFactory("webhook-lookup-");
        names.setDaemon(true);
        this.threads =
                new ThreadPoolExecutor(0, MAX_LOOKUPS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), names);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        try {
            Future<InetAddress[]> lookup = threads.submit(() -> system.resolve(host));
            return lookup.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new UnknownHostException("the name server did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("interrupted");
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
