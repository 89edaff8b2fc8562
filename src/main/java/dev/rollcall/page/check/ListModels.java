package dev.rollcall.page.check;

import dev.rollcall.check.limit.CheckLimit;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Creates the variables of the templates that show a list. */
@Component
@WebProcess
class ListModels {

    private final ListRows rows;
    private final Site site;
    private final CheckLimit limit;

    ListModels(ListRows rows, Site site, CheckLimit limit) {
        this.rows = rows;
        this.site = site;
        this.limit = limit;
    }

    Map<String, Object> of(ListView view) {
        return Map.of(
                "address", view.address(),
                "listing", view.listing(),
                "rows", rows.of(view.listing().page(), view.snapshot().at(), view.language()),
                "live", view.liveAddress(),
                "lamps", List.of(Lamp.values()),
                "orders", List.of(ListQuery.Order.values()),
                // In double quotes, because a shell replaces no variable in single ones.
                "firstPing", "curl -fsS \"" + site.url("/ping/$PING_KEY/my-first-job?create=1") + "\"",
                "project", view.snapshot().project().value(),
                "mayChange", view.mayChange(),
                "limit", limit.perProject());
    }
}
