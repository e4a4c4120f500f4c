/** Workers: their page and their JSON. */
package dev.lorsbench.dashboard.worker;
