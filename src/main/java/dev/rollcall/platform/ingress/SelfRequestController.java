package dev.rollcall.platform.ingress;

import dev.rollcall.platform.process.MachineRequests;
import dev.rollcall.platform.process.WebController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Answers the requests of web processes to their own deploy. */
@WebController
class SelfRequestController {

    private static final int MAX_CHALLENGE_LENGTH = 100;

    private final IngressStore store;

    SelfRequestController(IngressStore store) {
        this.store = store;
    }

    @GetMapping(path = MachineRequests.REACH + "{challenge}", produces = MediaType.TEXT_PLAIN_VALUE)
    String answer(@PathVariable String challenge) {
        if (challenge.length() > MAX_CHALLENGE_LENGTH) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return store.key().answer(challenge);
    }
}
