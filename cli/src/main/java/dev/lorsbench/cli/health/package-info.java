/**
 * {@code lors health}: whether a service of this machine does its work, for those who restart it.
 */
package dev.lorsbench.cli.health;
