/** workers. */
package dev.lorsbench.workers;
