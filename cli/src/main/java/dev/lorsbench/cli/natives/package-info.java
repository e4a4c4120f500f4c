/**
 * PyTorch's libraries for CUDA, which no artefact of Maven Central holds: fetched, checked,
 * removed.
 */
package dev.lorsbench.cli.natives;
