package io.mailcaravan.ledger.sql;

import java.sql.SQLException;
import java.util.Collection;

/**
 * A write that shares its transaction with those of other callers. It may be run a second time in
 * another transaction, so it keeps nothing of a first run.
 */
public interface Change<T> {

    /** Refuses, before anything is written, so that the others' writes stay. */
    default void check(Sql sql) throws SQLException, LedgerException {}

    T write(Sql sql) throws SQLException;

    /** What {@link #write} does, as a lambda. */
    @FunctionalInterface
    interface Writing<T> {
        T write(Sql sql) throws SQLException;
    }

    /** What {@link #check} does, as a lambda. */
    @FunctionalInterface
    interface Checking {
        void check(Sql sql) throws SQLException, LedgerException;
    }

    /** A change that anybody may make. */
    static <T> Change<T> of(Writing<T> writing) {
        return writing::write;
    }

    /** A change that only whoever has these rights may make. */
    static <T> Change<T> under(Collection<? extends Checking> rights, Writing<T> writing) {
        return under(rights, sql -> {}, writing);
    }

    /** The same, with something else that may refuse it. */
    static <T> Change<T> under(
            Collection<? extends Checking> rights, Checking checking, Writing<T> writing) {
        return new Change<>() {
            @Override
            public void check(Sql sql) throws SQLException, LedgerException {
                for (Checking right : rights) {
                    right.check(sql);
                }
                checking.check(sql);
            }

            @Override
            public T write(Sql sql) throws SQLException {
                return writing.write(sql);
            }
        };
    }
}
