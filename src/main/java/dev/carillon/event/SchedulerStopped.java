package dev.carillon.event;

/** This process has stopped: nothing of it is in flight any more. */
public record SchedulerStopped(String podId) implements Fact {}
