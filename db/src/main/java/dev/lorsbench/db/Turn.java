package dev.lorsbench.db;

/**
 * Which try at a trial a worker was given, as Temporal counts.
 *
 * @param trial its id
 * @param run id of the run of the trial's workflow; only the newest ordered may begin attempts
 * @param number of the try within the run, from 1
 */
public record Turn(String trial, String run, int number) {}
