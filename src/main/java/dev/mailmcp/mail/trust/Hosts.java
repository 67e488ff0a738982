package dev.mailmcp.mail.trust;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The site that a link leads to, and the one that it seems to lead to. */
final class Hosts {
    private static final Pattern TARGET = Pattern.compile(
            "https?:[/\\\\]{1,4}(?:[^/\\\\?#]{0,500}@)?([^/\\\\?#:@\\s]{1,253}|\\[[0-9A-Fa-f.:]{2,45}])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SHOWN = Pattern.compile(
            "(?:(https?)://(?:[^/\\s@]{0,200}@)?)?((?:[\\p{L}\\p{N}-]{1,63}\\.){1,10}\\p{L}[\\p{L}\\p{N}-]{1,62})(?=[/:?#\\s,;)\\]]|\\.?$)",
            Pattern.CASE_INSENSITIVE);
    /** What follows the last dot of a file's name and is no top-level domain that people write without https. */
    private static final Set<String> FILES = Set.of(
            "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv", "jpg", "jpeg", "png", "gif", "html",
            "htm", "php", "exe", "ics", "json", "xml", "js", "ts", "java", "eml", "mp3", "mp4", "jar", "tar", "gz",
            "md", "py", "rs", "sh");

    private Hosts() {}

    /** As browsers find it: behind the last @, a backslash taken for a slash. Empty when there is none. */
    static String ofTarget(String url) {
        Matcher host = TARGET.matcher(url);
        return host.lookingAt() ? Domains.ascii(host.group(1).replaceAll("%2[eE]", ".")) : "";
    }

    /** The domain that a link's text begins with; empty when it begins with something else. */
    static Optional<String> shownIn(String text) {
        Matcher shown = SHOWN.matcher(text.strip());
        if (!shown.lookingAt()) {
            return Optional.empty();
        }
        String host = Domains.ascii(shown.group(2));
        boolean file = shown.group(1) == null && FILES.contains(host.substring(host.lastIndexOf('.') + 1));
        return file ? Optional.empty() : Optional.of(host);
    }
}
