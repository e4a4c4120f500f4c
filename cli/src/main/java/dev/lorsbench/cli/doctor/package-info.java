/** {@code lors doctor}: what is in order on this machine and in the services, and what to do. */
package dev.lorsbench.cli.doctor;
