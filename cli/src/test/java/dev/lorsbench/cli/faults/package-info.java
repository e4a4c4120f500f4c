/**
 * Small inputs that once gave wrong answers, each held to the right one. The inputs lie in the test
 * resources under {@code faults}; a test that needs none of them and belongs to the same kind
 * stands here too.
 */
package dev.lorsbench.cli.faults;
