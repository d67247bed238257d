package dev.carillon.event;

/** This process claims again. */
public record SchedulerResumed(String podId) implements Fact {}
