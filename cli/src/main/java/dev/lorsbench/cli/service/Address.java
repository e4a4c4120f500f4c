package dev.lorsbench.cli.service;

import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.orchestrator.TemporalConfig;

/**
 * Where the services are.
 *
 * @param temporal Temporal's front end
 * @param dashboard URL, or empty where it is not known
 */
public record Address(DatabaseConfig database, TemporalConfig temporal, String dashboard) {}
