/** What several tests of this module share. */
package dev.lorsbench.models.testing;
