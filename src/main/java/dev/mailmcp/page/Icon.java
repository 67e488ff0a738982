package dev.mailmcp.page;

/**
 * An icon of ours as others may load it.
 *
 * @param url absolute, https, under our own origin
 * @param mediaType such as {@code image/png}
 * @param size width and height in pixels, as {@code 96x96}, or {@code any} where it scales
 */
public record Icon(String url, String mediaType, String size) {}
