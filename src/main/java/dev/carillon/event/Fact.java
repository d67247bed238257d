package dev.carillon.event;

/** Something that happened and is committed. Observe the records, or this type for all of them. */
public sealed interface Fact
    permits SchedulerStarted,
        SchedulerPaused,
        SchedulerResumed,
        SchedulerStopped,
        JobFact,
        FireFact {}
