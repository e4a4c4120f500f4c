package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.testing.FreePort;
import dev.lorsbench.orchestrator.Orchestrator;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.orchestrator.TemporalConnection;
import dev.lorsbench.workers.objects.ObjectUri;
import dev.lorsbench.workers.process.WorkerConfig;
import io.temporal.testserver.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A real PostgreSQL, a real Temporal frontend and the orchestrator, for workers to work for. */
final class Services implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final TestServer.PortBoundTestServer server;
  private final int port;
  private final Database database;
  private final TemporalConnection temporal;
  private final Orchestrator orchestrator;

  private Services() throws IOException {
    postgres = EmbeddedPostgres.start();
    port = FreePort.find();
    server = TestServer.createPortBoundServer(port, true);
    database = Database.open(databaseConfig());
    temporal = TemporalConnection.open(TemporalConfig.plain("127.0.0.1:" + port));
    orchestrator = Orchestrator.start(temporal, database, TaskQueues.TRAIN_CPU);
  }

  static Services start() throws IOException {
    return new Services();
  }

  private DatabaseConfig databaseConfig() {
    return new DatabaseConfig(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
  }

  Database database() {
    return database;
  }

  Orchestrator orchestrator() {
    return orchestrator;
  }

  /** What a worker of one thread needs. */
  WorkerConfig worker(Path dataDir) {
    return worker(dataDir, Optional.empty());
  }

  /** What a worker of one thread needs whose checkpoints go to a store. */
  WorkerConfig worker(Path dataDir, Optional<ObjectUri> store) {
    return new WorkerConfig(
        TemporalConfig.plain("127.0.0.1:" + port),
        databaseConfig(),
        dataDir,
        store,
        TaskQueues.TRAIN_CPU,
        "cpu",
        1,
        WorkerConfig.PATIENT,
        WorkerConfig.GRACEFUL,
        "");
  }

  @Override
  public void close() throws IOException {
    orchestrator.close();
    temporal.close();
    database.close();
    server.close();
    postgres.close();
  }
}
