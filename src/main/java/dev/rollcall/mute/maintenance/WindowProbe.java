package dev.rollcall.mute.maintenance;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Reports repeated maintenance windows whose schedule cannot be read. Such a window never opens. */
@Component
@Order(42)
class WindowProbe implements Probe {

    private final ObjectProvider<WindowStore> windows;

    WindowProbe(ObjectProvider<WindowStore> windows) {
        this.windows = windows;
    }

    @Override
    public String name() {
        return "maintenance";
    }

    @Override
    public List<Finding> examine() {
        long unreadable = windows.getObject().unreadable();
        return List.of(
                unreadable == 0
                        ? Finding.ok(name(), "the schedules of all windows are readable")
                        : Finding.broken(
                                name(),
                                unreadable + " windows have a schedule or time zone that this release cannot read,"
                                        + " so they never open",
                                "find them in the settings of their projects, among the windows that are over, then"
                                        + " change or delete them"));
    }
}
