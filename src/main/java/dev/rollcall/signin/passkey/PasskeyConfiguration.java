package dev.rollcall.signin.passkey;

import dev.rollcall.platform.process.WebProcess;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

/** Spring Security's store of passkeys. */
@Configuration(proxyBeanMethods = false)
@WebProcess
class PasskeyConfiguration {

    @Bean
    UserCredentialRepository passkeyStore(JdbcOperations jdbc) {
        return new JdbcUserCredentialRepository(jdbc);
    }
}
