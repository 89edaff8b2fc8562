package dev.rollcall.channel.http;

import dev.rollcall.platform.thread.Threads;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks up host names on its own threads, with a time limit. The system's resolver waits without a limit for a silent
 * name server, and cannot be interrupted.
 */
final class BoundedLookups implements DnsResolver {

    /** The maximum number of concurrent look-ups, including those that hang; any further one fails at once. */
    private static final int MAX_LOOKUPS = 256;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final DnsResolver system;
    private final Duration timeout;
    private final ExecutorService threads;

    BoundedLookups(Duration timeout) {
        this(SystemDefaultDnsResolver.INSTANCE, timeout);
    }

    BoundedLookups(DnsResolver system, Duration timeout) {
        this.system = system;
        this.timeout = timeout;
        this.threads = Threads.growing("receiver-lookup", MAX_LOOKUPS, IDLE);
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
