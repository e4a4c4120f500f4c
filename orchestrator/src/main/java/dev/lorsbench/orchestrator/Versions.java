package dev.lorsbench.orchestrator;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.OrchestratorStore;

/**
 * Which version runs where. Workers and orchestrators share a ledger's schema and the meaning of
 * what they tell each other, so they are of one version.
 */
public final class Versions {
  private Versions() {}

  /** This program's; {@code unpackaged} where it runs from classes without a manifest. */
  public static String own() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /**
   * Returns where the newest orchestrator that lives is of that version, or none lives.
   *
   * @throws OrchestratorException naming both versions
   */
  public static void require(Database database, String worker) {
    new OrchestratorStore(database)
        .newest()
        .filter(o -> !o.version().equals(worker))
        .ifPresent(
            o -> {
              throw new OrchestratorException(
                  "this worker is lorsbench %s, the orchestrator on %s is %s; start a worker of %s"
                      .formatted(worker, o.host(), o.version(), o.version()));
            });
  }
}
