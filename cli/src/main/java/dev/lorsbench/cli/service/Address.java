package dev.lorsbench.cli.service;

import dev.lorsbench.db.DatabaseConfig;

/**
 * Where the services are.
 *
 * @param temporal host:port of Temporal's front end
 * @param dashboard URL, or empty where it is not known
 */
public record Address(DatabaseConfig database, String temporal, String dashboard) {}
