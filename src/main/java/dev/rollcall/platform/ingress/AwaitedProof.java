package dev.rollcall.platform.ingress;

/** Work that can continue only with proof that requests from outside arrive. */
@FunctionalInterface
public interface AwaitedProof {

    /**
     * Whether something waits now for a proof that is later than those in the database.
     *
     * @throws org.springframework.dao.DataAccessException when the database does not answer
     */
    boolean isAwaited();
}
