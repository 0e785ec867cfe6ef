package dev.silverbook.emulator;

/**
 * What a schedule of the template does when it fires.
 *
 * @param function logical id of its target
 * @param input the event
 */
record ScheduledInvocation(String function, String input) {}
