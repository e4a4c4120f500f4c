/** db. */
package dev.lorsbench.db;
