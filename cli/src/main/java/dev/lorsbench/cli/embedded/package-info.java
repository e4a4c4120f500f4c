/**
 * The services that {@code lors up} and {@code lors demo} start by themselves on one machine:
 * PostgreSQL, Temporal, the orchestrator, the dashboard and the workers, all kept in one data
 * directory.
 */
package dev.lorsbench.cli.embedded;
