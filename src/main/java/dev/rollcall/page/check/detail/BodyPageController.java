package dev.rollcall.page.check.detail;

import dev.rollcall.check.CheckNotFoundException;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.page.PageAddress;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The body of a ping: as text, as bytes, and as a file. Its type is not known, so a browser must not guess one. */
@PageController
@RequestMapping("/projects/{project}/checks/{key:[0-9a-f]+}/pings/{n:\\d+}/")
class BodyPageController {

    private static final int SHOWN_BYTES = 100_000;
    private static final int DUMPED_BYTES = 16_384;

    private final Checks checks;
    private final HistoryStore store;

    BodyPageController(Checks checks, HistoryStore store) {
        this.checks = checks;
        this.store = store;
    }

    @GetMapping
    String show(@PathVariable UUID project, @PathVariable String key, @PathVariable long n, Model model) {
        CheckView check = checks.named(new ProjectId(project), key);
        byte[] body = body(check, n);
        model.addAttribute("project", project);
        model.addAttribute("address", PageAddress.check(project, key));
        model.addAttribute("check", check);
        model.addAttribute("n", n);
        model.addAttribute("size", body.length);
        model.addAttribute("isCut", body.length > SHOWN_BYTES);
        model.addAttribute("text", new String(body, 0, Math.min(body.length, SHOWN_BYTES), StandardCharsets.UTF_8));
        model.addAttribute("hex", HexDump.of(body, DUMPED_BYTES));
        return "page/check/body";
    }

    @GetMapping("file")
    ResponseEntity<byte[]> download(@PathVariable UUID project, @PathVariable String key, @PathVariable long n) {
        byte[] body = body(checks.named(new ProjectId(project), key), n);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("ping-" + n + ".bin")
                                .build()
                                .toString())
                .body(body);
    }

    private byte[] body(CheckView check, long n) {
        return store.body(check.id(), n).orElseThrow(CheckNotFoundException::new);
    }
}
