package io.mailcaravan.report;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts the statements that are run, but for those that make a connection fit for use. */
final class StatementCounter {

    private final AtomicInteger count = new AtomicInteger();

    DataSource over(DataSource real) {
        return proxy(DataSource.class, real);
    }

    int takeCount() {
        return count.getAndSet(0);
    }

    private <T> T proxy(Class<T> type, Object real) {
        InvocationHandler handler =
                (self, method, arguments) -> {
                    boolean pragma =
                            arguments != null
                                    && arguments.length > 0
                                    && arguments[0] instanceof String sql
                                    && !sql.startsWith("SELECT");
                    if (method.getName().startsWith("execute") && !pragma) {
                        count.incrementAndGet();
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        return switch (result) {
                            case Connection connection -> proxy(Connection.class, connection);
                            case PreparedStatement statement ->
                                    proxy(PreparedStatement.class, statement);
                            case Statement statement -> proxy(Statement.class, statement);
                            case null, default -> result;
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                };
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
