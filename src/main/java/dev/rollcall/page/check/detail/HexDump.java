package dev.rollcall.page.check.detail;

import java.util.HexFormat;

/** Shows bytes as {@code hexdump -C} does: offsets, bytes, and printable characters. */
final class HexDump {

    private static final int ROW = 16;
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    /** The dump of at most {@code limit} bytes. */
    static String of(byte[] bytes, int limit) {
        var dump = new StringBuilder();
        int end = Math.min(bytes.length, limit);
        for (int from = 0; from < end; from += ROW) {
            int to = Math.min(from + ROW, end);
            dump.append("%08x  %-47s  |".formatted(from, PAIRS.formatHex(bytes, from, to)));
            for (int i = from; i < to; i++) {
                dump.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
            }
            dump.append("|\n");
        }
        return dump.toString();
    }
}
