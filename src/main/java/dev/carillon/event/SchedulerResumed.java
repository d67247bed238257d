package dev.carillon.event;

/** The scheduler was resumed in all processes, through this one, or by it when a pause was over. */
public record SchedulerResumed(String podId) implements Fact {}
