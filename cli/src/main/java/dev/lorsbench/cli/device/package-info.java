/** Where a command computes: the device and the native threads. */
package dev.lorsbench.cli.device;
