/**
 * The ledger in PostgreSQL: migrations by Flyway, stores over JDBI. Each store keeps one thing; SQL
 * stands beside its row mapping; everything that a worker writes carries its attempt's fence.
 */
package dev.lorsbench.db;
