package dev.rollcall.check;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.project.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Creates the JSON of checks as the API shows them to a caller, with the fields of {@link Addition}s. */
@Component
public class CheckBodies {

    private final List<Addition> additions;
    private final Site site;
    private final Clock clock;

    CheckBodies(List<Addition> additions, Site site, Clock clock) {
        this.additions = additions;
        this.site = site;
        this.clock = clock;
    }

    /**
     * Fields of checks that a higher module adds. Declared here because version 3 of the API shows them with the check.
     */
    public interface Addition {

        /** The fields of each check by name. Checks without such fields may be missing. The values become JSON. */
        Map<CheckId, Map<String, Object>> of(Collection<CheckId> checks, Instant now);
    }

    /** The JSON of a check at present. */
    public CheckBody of(Caller caller, ContractVersion version, CheckView check) {
        return of(caller, version, new ListPart<>(List.of(check), null)).items().get(0);
    }

    /** The JSON of the checks of a part of a list at present. */
    public <P> ListPart<CheckBody, P> of(Caller caller, ContractVersion version, ListPart<CheckView, P> part) {
        Instant now = clock.instant();
        Map<CheckId, Map<String, Object>> added = new HashMap<>();
        if (version == ContractVersion.V3) {
            List<CheckId> ids = part.items().stream().map(CheckView::id).toList();
            additions.forEach(addition -> addition.of(ids, now)
                    .forEach((id, fields) ->
                            added.computeIfAbsent(id, none -> new HashMap<>()).putAll(fields)));
        }
        return part.map(check -> CheckBody.of(check, now, site, version, caller.readsOnly())
                .with(added.getOrDefault(check.id(), Map.of())));
    }
}
