package dev.rollcall.platform.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Knows who is signed in. The module that signs people in implements it. */
public interface ReaderSource {

    /** The reader of this request; empty if nobody is signed in. */
    Optional<Reader> find(HttpServletRequest request);
}
