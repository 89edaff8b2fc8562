package dev.rollcall.access;

import dev.rollcall.project.Caller;
import dev.rollcall.project.KeyKind;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Spring Security's view of a {@link Caller}. */
final class CallerAuthentication extends AbstractAuthenticationToken {

    static final String READ = "read";
    static final String WRITE = "write";

    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
        super(authorities(caller.key()));
        this.caller = caller;
        setAuthenticated(true);
    }

    /**
     * Makes the caller known to the rest of this request. The context is a new one, because another thread may still
     * use the previous one.
     */
    static void begin(Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(caller));
        SecurityContextHolder.setContext(context);
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    /** The key is not kept after it was checked. */
    @Override
    public Object getCredentials() {
        return "";
    }

    private static List<GrantedAuthority> authorities(KeyKind kind) {
        return switch (kind) {
            case READ_WRITE -> List.of(new SimpleGrantedAuthority(READ), new SimpleGrantedAuthority(WRITE));
            case READ_ONLY -> List.of(new SimpleGrantedAuthority(READ));
            // A ping key is in URLs and in logs of others, so it does not open the API.
            case PING -> List.of();
        };
    }
}
