package dev.rollcall.platform.database;

import dev.rollcall.platform.process.WebController;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;

/** The published API's end point for monitoring Rollcall itself: answers OK while the database answers. */
@WebController
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
