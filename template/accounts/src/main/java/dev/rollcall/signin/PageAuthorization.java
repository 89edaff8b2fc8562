package dev.rollcall.signin;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Decides by one line of {@link PageAccess}. */
class PageAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    private final PageAccess line;
    private final RecentSignIn recent;

    PageAuthorization(PageAccess line, RecentSignIn recent) {
        this.line = line;
        this.recent = recent;
    }

    @Override
    public @Nullable AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        boolean isSignedIn = PersonFilter.person(context.getRequest()).isPresent();
        return switch (line.who()) {
            case ANYBODY -> new AuthorizationDecision(true);
            case SIGNED_IN -> new AuthorizationDecision(isSignedIn);
            case SIGNED_IN_RECENTLY ->
                isSignedIn ? recent.authorize(authentication, context) : new AuthorizationDecision(false);
        };
    }
}
