package dev.rollcall.platform.worker;

import java.util.Optional;

/** Says whether this process can store the pings that it receives. */
public interface PingStorage {

    /**
     * Why they cannot be stored now; empty if they can, as far as is known. After a failure it tries, which takes as
     * long as storing a ping.
     *
     * @throws org.springframework.transaction.TransactionException when the database does not answer
     */
    Optional<String> fault();
}
