/**
 * The words that every module shares: what a sweep asks for, what decides a trial's result, and
 * what a trial reports. Records over the JDK; YAML in, strict; canonical JSON out.
 */
package dev.lorsbench.experiment;
