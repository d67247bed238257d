package dev.carillon.event;

import java.util.UUID;

/** A job was paused: no further fire of it starts. */
public record JobPaused(String namespace, String id, UUID uid) implements JobFact {}
