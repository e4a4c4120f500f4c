/** What tests of every module take a real ledger from; published as the test-jar of this module. */
package dev.lorsbench.db.testing;
