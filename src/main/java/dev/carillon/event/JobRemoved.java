package dev.carillon.event;

import java.util.UUID;

/** A job was deleted: no further fire of it starts. */
public record JobRemoved(String namespace, String id, UUID uid) implements JobFact {}
