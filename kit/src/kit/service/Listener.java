package kit.service;

/**
 * A TCP socket that a process listens on.
 *
 * @param loopback whether only this machine reaches it
 */
public record Listener(int port, boolean loopback) implements Comparable<Listener> {

    private static final String LOOPBACK_4 = "0100007F";
    private static final String LOOPBACK_6 = "00000000000000000000000001000000";
    private static final String LOOPBACK_4_IN_6 = "0000000000000000FFFF0000" + LOOPBACK_4;

    /** Reads {@code 0100007F:1F90}, as {@code /proc/net/tcp} writes an address. */
    static Listener parse(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        boolean loopback = host.equals(LOOPBACK_4) || host.equals(LOOPBACK_6) || host.equals(LOOPBACK_4_IN_6);
        return new Listener(Integer.parseInt(address.substring(colon + 1), 16), loopback);
    }

    @Override
    public int compareTo(Listener other) {
        return port != other.port ? Integer.compare(port, other.port) : Boolean.compare(loopback, other.loopback);
    }

    @Override
    public String toString() {
        return loopback ? port + " (loopback only)" : String.valueOf(port);
    }
}
