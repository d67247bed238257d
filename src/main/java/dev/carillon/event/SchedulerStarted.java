package dev.carillon.event;

/** The wakeup loop of this process runs. */
public record SchedulerStarted(String podId) implements Fact {}
