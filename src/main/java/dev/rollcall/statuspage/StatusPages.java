package dev.rollcall.statuspage;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door of this module: shows and sets the settings of status pages. */
@Service
@WebProcess
public class StatusPages {

    private static final String HOST_CONSTRAINT = "status_pages_host_is_unique";

    private final StatusPageStore store;
    private final StatusHosts hosts;
    private final AuditLog audit;

    StatusPages(StatusPageStore store, StatusHosts hosts, AuditLog audit) {
        this.store = store;
        this.hosts = hosts;
        this.audit = audit;
    }

    /** The status page of a project; empty if none was set. */
    @Transactional(readOnly = true)
    public Optional<StatusPage> find(ProjectId project) {
        return store.find(project);
    }

    /** The public page with this slug; empty if there is none, or if it is not public. */
    @Transactional(readOnly = true)
    public Optional<StatusPage> findPublic(String slug) {
        // Postgres accepts no NUL character, not even as a parameter.
        return slug.indexOf('\0') >= 0 ? Optional.empty() : store.findPublic(slug);
    }

    /**
     * Changes the fields that are set. The first request creates the page, which is not public unless the request says
     * so.
     *
     * @throws InvalidRequestException if a new page lacks its title or its slug, or the host is that of the deploy
     * @throws SlugTakenException if another project's page has the slug
     * @throws HostTakenException if another project's page has the host
     */
    @Transactional
    public StatusPage set(ProjectId project, StatusPageRequest fields) {
        store.lock(project);
        Optional<StatusPage> before = store.find(project);
        Map<String, String> missing = fields.missing();
        if (before.isEmpty() && !missing.isEmpty()) {
            throw new InvalidRequestException(missing);
        }
        String host = Objects.requireNonNullElseGet(
                fields.host(), () -> before.map(StatusPage::host).orElse(""));
        if (hosts.isOwn(host)) {
            throw new InvalidRequestException(Map.of("host", "is the host of this deploy"));
        }
        var page = new StatusPage(
                project,
                Objects.requireNonNullElseGet(
                        fields.title(), () -> before.orElseThrow().title()),
                Objects.requireNonNullElseGet(
                        fields.slug(), () -> before.orElseThrow().slug()),
                host.isEmpty() ? null : host,
                Objects.requireNonNullElseGet(
                        fields.isPublic(),
                        () -> before.map(StatusPage::isPublic).orElse(false)));
        try {
            store.save(page);
        } catch (DuplicateKeyException e) {
            throw String.valueOf(e.getMessage()).contains(HOST_CONSTRAINT)
                    ? new HostTakenException()
                    : new SlugTakenException();
        }
        audit.record(project.value(), AuditAction.STATUS_PAGE_CHANGED, page.title());
        return page;
    }
}
