/**
 * The services as commands: all of them at once on this machine, or one by one against servers that
 * run elsewhere; and how every other command finds them.
 */
package dev.lorsbench.cli.service;
