package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.service.Address;
import dev.lorsbench.db.Database;
import dev.lorsbench.orchestrator.Control;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConnection;

/** The ledger and Temporal together, for one command that steers. */
record ControlSession(Database database, TemporalConnection temporal, Control control)
    implements AutoCloseable {

  static ControlSession open(Address address) {
    return open(address, TaskQueues.TRAIN_CPU);
  }

  static ControlSession open(Address address, String queue) {
    Database database = Database.open(address.database());
    try {
      TemporalConnection temporal = TemporalConnection.open(address.temporal());
      return new ControlSession(
          database, temporal, new Control(temporal.client(), database, queue));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public void close() {
    temporal.close();
    database.close();
  }
}
