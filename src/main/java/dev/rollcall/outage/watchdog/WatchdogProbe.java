package dev.rollcall.outage.watchdog;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.platform.config.Current;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the watchdog, if there is one, can be called. */
@Component
@Order(43)
class WatchdogProbe implements Probe {

    private final ObjectProvider<Current<WatchdogSettings>> settings;
    private final ObjectProvider<WatchdogCall> call;

    WatchdogProbe(ObjectProvider<Current<WatchdogSettings>> settings, ObjectProvider<WatchdogCall> call) {
        this.settings = settings;
        this.call = call;
    }

    @Override
    public String name() {
        return "watchdog";
    }

    /** To the watchdog, each call is a sign of life, even when no worker is alive. */
    @Override
    public boolean isOnPage() {
        return false;
    }

    @Override
    public List<Finding> examine() {
        WatchdogUrl url = settings.getObject().get().url();
        if (url == null) {
            return List.of(Finding.ok(name(), "none: WATCHDOG_URL is not set"));
        }
        return List.of(call.getObject()
                .failure(url.uri())
                .map(reason -> Finding.broken(
                        name(), reason, "compare WATCHDOG_URL with the address that your watchdog gave you"))
                .orElseGet(() -> Finding.ok(name(), "answers")));
    }
}
