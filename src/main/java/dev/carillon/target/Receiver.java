package dev.carillon.target;

/**
 * Whom deliveries go to, as far as they share a limit.
 *
 * @param name the same for all that share it
 * @param limit most deliveries of this process that may be under way to it at once
 */
public record Receiver(String name, int limit) {}
