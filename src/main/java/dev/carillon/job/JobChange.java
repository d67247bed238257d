package dev.carillon.job;

/**
 * What an upsert did.
 *
 * @param job as it is now
 * @param created whether it is new
 */
public record JobChange(Job job, boolean created) {}
