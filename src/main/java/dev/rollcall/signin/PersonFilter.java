package dev.rollcall.signin;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Person;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds who reads the page, and their projects, once for each request. A role that was taken away is gone with the next
 * request, and the sessions of an account that was disabled end.
 */
class PersonFilter extends OncePerRequestFilter {

    /** The name of the request attribute, which page controllers may take as a parameter. */
    private static final String PERSON = "person";

    private final Accounts accounts;

    PersonFilter(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Who reads the page; empty if nobody is signed in. */
    static Optional<Person> person(HttpServletRequest request) {
        return Optional.ofNullable((Person) request.getAttribute(PERSON));
    }

    /** The page of a refusal must not need the database, which may be the reason for it. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Refusal.isRefused(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known != null) {
            Optional<Person> person = AccountId.parse(known.getName()).flatMap(accounts::person);
            if (person.isPresent()) {
                request.setAttribute(PERSON, person.get());
            } else {
                new SecurityContextLogoutHandler().logout(request, response, known);
            }
        }
        chain.doFilter(request, response);
    }
}
