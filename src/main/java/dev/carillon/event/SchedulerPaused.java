package dev.carillon.event;

/** The scheduler was paused in all processes, through this one. */
public record SchedulerPaused(String podId) implements Fact {}
