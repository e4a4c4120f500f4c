package dev.lorsbench.coco.stats;

/** One bar of a histogram. */
public record Bin(String label, int count) {}
