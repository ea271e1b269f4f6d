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

    /**
     * Quartz interrupts its threads when it ends; what they were about to do then is of no use to
     * anybody, and its failure no error.
     */
    private volatile boolean ending;

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
        try {
            return checkIn();
        } catch (JobPersistenceException e) {
            if (!ending) {
                throw e;
            }
            getLog().debug("no last check-in", e);
            return false;
        }
    }

    private boolean checkIn() throws JobPersistenceException {
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

    @Override
    protected RecoverMisfiredJobsResult doRecoverMisfires() throws JobPersistenceException {
        try {
            return super.doRecoverMisfires();
        } catch (JobPersistenceException e) {
            if (!ending) {
                throw e;
            }
            getLog().debug("no last look for misfires", e);
            return RecoverMisfiredJobsResult.NO_OP;
        }
    }

    @Override
    public void shutdown() {
        ending = true;
        super.shutdown();
    }
}
