package io.slotwise.embedded.agent.pod;

/**
 * A container image's name in its parts.
 *
 * @param repository with the registry, if one is named
 * @param name the last part of the repository, such as {@code redis}
 * @param tag {@code latest} when none is named
 */
record Image(String repository, String name, String tag) {
    static Image parse(String text) {
        String untagged = text.contains("@") ? text.substring(0, text.indexOf('@')) : text;
        int slash = untagged.lastIndexOf('/');
        int colon = untagged.indexOf(':', slash + 1);
        String repository = colon < 0 ? untagged : untagged.substring(0, colon);
        return new Image(
                repository, repository.substring(slash + 1), colon < 0 ? "latest" : untagged.substring(colon + 1));
    }
}
