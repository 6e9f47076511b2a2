package io.slotwise.job.plan;

/**
 * A named node that did not answer.
 *
 * @param pod the name it was given on the command line
 * @param host the address tried
 * @param port the port tried
 * @param problem why, in words without secrets
 */
public record SilentNode(String pod, String host, int port, String problem) {}
