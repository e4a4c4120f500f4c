/** {@code lors plan}: what a sweep would run, save and cost, before anything starts. */
package dev.lorsbench.cli.plan;
