package dev.rollcall.platform.api;

import dev.rollcall.platform.deploy.Sha256;
import dev.rollcall.platform.process.WebController;
import java.io.IOException;
import java.util.HexFormat;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves the contract: the bytes of the file that the code is tested against. */
@WebController
class ContractController {

    private final byte[] contract;
    private final String tag;

    ContractController() throws IOException {
        contract = new ClassPathResource("openapi.yaml").getContentAsByteArray();
        tag = HexFormat.of().formatHex(Sha256.digest().digest(contract));
    }

    /** Clients ask each time, and receive it again only from another release. */
    @GetMapping(path = "/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
    ResponseEntity<byte[]> contract() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(tag)
                .body(contract);
    }
}
