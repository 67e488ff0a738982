package dev.mailmcp.mail.mime;

import dev.mailmcp.mail.SpecialPart.CalendarEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the events and tasks of an iCalendar text (RFC 5545 §3.4) without asking more of it than lines. */
final class CalendarText {
    private static final int MOST_ENTRIES = 10;
    private static final int MOST_LINES = 20_000;
    private static final Pattern TIME = Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(?:T(\\d\\d)(\\d\\d)(\\d\\d)(Z?))?");

    private final List<CalendarEntry> entries = new ArrayList<>();
    private final Map<String, Property> properties = new HashMap<>();
    private String method = "";
    private int depth;
    private boolean inEntry;

    private CalendarText() {}

    /** The value of a property and the zone that its parameters name. */
    private record Property(String value, String zone, String name) {
        static final Property NONE = new Property("", "", "");
    }

    static List<CalendarEntry> read(String text) {
        var calendar = new CalendarText();
        String unfolded = text.replaceAll("\\r?\\n[ \\t]", "");
        unfolded.lines().limit(MOST_LINES).forEach(calendar::line);
        calendar.end();
        return calendar.entries;
    }

    private void line(String line) {
        List<String> parameters = new ArrayList<>();
        int colon = parameters(line, parameters);
        if (colon < 0) {
            return;
        }
        String name = parameters.getFirst().strip().toUpperCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        boolean entry = value.equalsIgnoreCase("VEVENT") || value.equalsIgnoreCase("VTODO");
        if (name.equals("BEGIN") && inEntry) {
            depth++; // An alarm has a summary of its own.
        } else if (name.equals("END") && inEntry && depth > 0) {
            depth--;
        } else if (name.equals("BEGIN") && entry) {
            inEntry = true;
        } else if (name.equals("END") && entry) {
            end();
        } else if (name.equals("METHOD") && !inEntry) {
            method = value.toUpperCase(Locale.ROOT);
        } else if (inEntry && depth == 0) {
            properties.putIfAbsent(
                    name, new Property(value, parameter(parameters, "TZID"), parameter(parameters, "CN")));
        }
    }

    /** Adds the name and its parameters; what separates them within quotes does not. @return where the value's colon is, or -1 */
    private static int parameters(String line, List<String> parameters) {
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (!quoted && (c == ':' || c == ';')) {
                parameters.add(line.substring(from, i));
                from = i + 1;
            }
            if (!quoted && c == ':') {
                return i;
            }
        }
        return -1;
    }

    private static String parameter(List<String> parameters, String name) {
        for (String parameter : parameters) {
            if (parameter.regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
                return parameter.substring(name.length() + 1).replace("\"", "").strip();
            }
        }
        return "";
    }

    private void end() {
        if (inEntry && entries.size() < MOST_ENTRIES && !properties.isEmpty()) {
            Property start = property("DTSTART");
            Property end = property("DTEND").equals(Property.NONE) ? property("DUE") : property("DTEND");
            entries.add(new CalendarEntry(
                    method,
                    text("SUMMARY"),
                    time(start.value()),
                    end.equals(Property.NONE) ? property("DURATION").value() : time(end.value()),
                    start.zone(),
                    organizer(),
                    text("LOCATION"),
                    property("RRULE").value()));
        }
        inEntry = false;
        properties.clear();
    }

    private Property property(String name) {
        return properties.getOrDefault(name, Property.NONE);
    }

    private String text(String name) {
        return property(name)
                .value()
                .replaceAll("\\\\[nN]", " ")
                .replaceAll("\\\\(.)", "$1")
                .strip();
    }

    private String organizer() {
        Property organizer = property("ORGANIZER");
        String address = organizer.value().replaceFirst("(?i)^mailto:", "");
        return organizer.name().isEmpty() || organizer.name().equals(address)
                ? address
                : organizer.name() + " <" + address + ">";
    }

    private static String time(String value) {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            return value;
        }
        String date = time.group(1) + "-" + time.group(2) + "-" + time.group(3);
        return time.group(4) == null
                ? date
                : date + "T" + time.group(4) + ":" + time.group(5) + ":" + time.group(6) + time.group(7);
    }
}
