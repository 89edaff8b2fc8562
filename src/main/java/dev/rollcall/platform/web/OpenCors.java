package dev.rollcall.platform.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which answers pages of any origin may read. The module that knows who may call what defines it.
 *
 * @param paths the beginnings of the paths
 * @param headers the headers of an answer that a page may read
 */
public record OpenCors(List<String> paths, List<String> headers) {

    /** Whether pages of any origin may read the answer to this path. */
    boolean isOpen(@Nullable String path) {
        return path != null && paths.stream().anyMatch(path::startsWith);
    }
}
