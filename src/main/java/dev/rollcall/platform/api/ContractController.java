package dev.rollcall.platform.api;

import dev.rollcall.platform.process.WebController;
import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves the contract: the bytes of the file that the code is tested against. */
@WebController(needsSchema = false)
class ContractController {

    private final StaticFile contract =
            new StaticFile(new ClassPathResource("openapi.yaml"), MediaType.APPLICATION_YAML, null);

    @GetMapping("/openapi.yaml")
    ResponseEntity<byte[]> contract() throws IOException {
        return contract.answer();
    }
}
