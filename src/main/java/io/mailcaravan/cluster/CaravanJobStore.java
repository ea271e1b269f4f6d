package io.mailcaravan.cluster;

import java.sql.SQLException;
import org.quartz.JobPersistenceException;
import org.quartz.impl.jdbcjobstore.DriverDelegate;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.NoSuchDelegateException;

/** Quartz's clustered store, which renews the node's lease with each check-in. */
final class CaravanJobStore extends JobStoreTX {

    private final Lease lease;
    private final NodeTable nodes;
    private final RouteDelegate routes;
    private boolean prepared;

    CaravanJobStore(Lease lease, NodeTable nodes, RouteDelegate routes) {
        this.lease = lease;
        this.nodes = nodes;
        this.routes = routes;
    }

    @Override
    protected synchronized DriverDelegate getDelegate() throws NoSuchDelegateException {
        if (!prepared) {
            routes.initialize(
                    getLog(),
                    tablePrefix,
                    instanceName,
                    instanceId,
                    getClassLoadHelper(),
                    canUseProperties(),
                    "");
            prepared = true;
        }
        return routes;
    }

    @Override
    protected boolean doCheckin() throws JobPersistenceException {
        Lease.Moment before = lease.now();
        boolean recovered = super.doCheckin();
        try {
            nodes.live();
        } catch (SQLException e) {
            throw new JobPersistenceException("cannot say that this node lives", e);
        }
        lease.renew(before);
        return recovered;
    }
}
