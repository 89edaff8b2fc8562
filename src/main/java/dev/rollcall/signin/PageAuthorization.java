package dev.rollcall.signin;

import dev.rollcall.account.Person;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.ProjectId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Decides by one line of {@link PageAccess}. */
class PageAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    /** The request attribute with the role that the reader has in the project of the page. */
    private static final String ROLE = "role";

    private final PageAccess line;
    private final RecentSignIn recent;

    PageAuthorization(PageAccess line, RecentSignIn recent) {
        this.line = line;
        this.recent = recent;
    }

    @Override
    public @Nullable AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        if (line.who() == PageAccess.Who.ANYBODY) {
            return Result.ALLOWED;
        }
        Optional<Person> person = PersonFilter.person(context.getRequest());
        if (person.isEmpty()) {
            return Result.STRANGER;
        }
        if (line.who() == PageAccess.Who.SIGNED_IN_RECENTLY) {
            return recent.authorize(authentication, context);
        }
        if (line.role().isEmpty()) {
            boolean isOpen = line.who() != PageAccess.Who.OPERATOR
                    || person.get().account().isOperator();
            return isOpen ? Result.ALLOWED : Result.STRANGER;
        }
        Optional<ProjectRole> role =
                project(context).flatMap(project -> person.get().roleIn(project));
        role.ifPresent(held -> context.getRequest().setAttribute(ROLE, held));
        return role.map(held -> held.includes(line.role().get()) ? Result.ALLOWED : Result.LACKS_ROLE)
                .orElse(Result.STRANGER);
    }

    private static Optional<ProjectId> project(RequestAuthorizationContext context) {
        try {
            return Optional.ofNullable(context.getVariables().get("project"))
                    .map(text -> new ProjectId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A decision, and what a refused reader may learn. */
    static final class Result extends AuthorizationDecision {

        static final Result ALLOWED = new Result(true, true);
        /** Knows the project, and may know that the page exists. */
        static final Result LACKS_ROLE = new Result(false, true);
        /** Must not learn whether the project exists. */
        static final Result STRANGER = new Result(false, false);

        private final boolean isMember;

        private Result(boolean isGranted, boolean isMember) {
            super(isGranted);
            this.isMember = isMember;
        }

        boolean isMember() {
            return isMember;
        }
    }
}
