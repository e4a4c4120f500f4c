/** One-to-one assignment of least total cost, as the set loss needs it. Plain Java, no natives. */
package dev.lorsbench.models.matching;
