package dev.rollcall.platform;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers OK while the database does: the published API's end point for monitors of the monitor. */
@RestController
class StatusController {

    private final SchemaStore schema;

    StatusController(SchemaStore schema) {
        this.schema = schema;
    }

    @GetMapping(
            path = {"/api/v1/status/", "/api/v2/status/", "/api/v3/status/"},
            produces = MediaType.TEXT_PLAIN_VALUE)
    String status() {
        schema.applied();
        return "OK";
    }
}
