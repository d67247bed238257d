package dev.carillon.event;

/** This process has stopped claiming. */
public record SchedulerPaused(String podId) implements Fact {}
