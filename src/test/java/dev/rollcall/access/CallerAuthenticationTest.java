package dev.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.project.Caller;
import dev.rollcall.project.KeyKind;
import dev.rollcall.project.ProjectId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

class CallerAuthenticationTest {

    @AfterEach
    void forgetTheCaller() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void theCallerIsInANewContextSoAThreadWithThePreviousOneDoesNotSeeIt() {
        SecurityContext previous = SecurityContextHolder.getContext();
        var caller = new Caller(new ProjectId(UUID.randomUUID()), KeyKind.READ_WRITE, UUID.randomUUID(), "deploys");

        CallerAuthentication.begin(caller);

        assertThat(SecurityContextHolder.getContext().getAuthentication())
                .isInstanceOfSatisfying(
                        CallerAuthentication.class,
                        known -> assertThat(known.getPrincipal()).isSameAs(caller));
        assertThat(previous.getAuthentication()).isNull();
    }
}
