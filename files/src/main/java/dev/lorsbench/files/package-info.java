/**
 * Files and text from outside: read within bounds, written whole, and shown without effect on a
 * terminal. Every module reads and writes through here.
 */
package dev.lorsbench.files;
