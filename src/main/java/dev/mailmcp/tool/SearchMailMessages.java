package dev.mailmcp.tool;

import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.SearchRequest;
import dev.mailmcp.mail.SearchText;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.WordQuery.Words;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Description;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.mcp.ToolError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code search_mail_messages}: in one folder or in all of them, newest first, page by page. */
@Singleton
final class SearchMailMessages extends MailTool {
    /** More UIDs than these would flood a model; the count tells the rest. */
    private static final int MOST_UIDS = 100;
    /** Each takes a connection of the mailbox's, and the person's other calls and programs want some, too. */
    private static final int FOLDERS_AT_ONCE = 3;

    private static final Parameter<String> FOLDER =
            Parameter.text("folder", "Name from list_mailboxes, or role; * for all but Trash and Junk");
    private static final Parameter<Long> LIMIT =
            Parameter.integer("limit", "Messages to describe", 0, 100).otherwise(20L);
    private static final Parameter<Optional<String>> CURSOR = Parameter.text(
                    "cursor", "next_cursor of the call before; all else the same")
            .optional();

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "search_mail_messages",
            "Search messages",
            "Search one folder or all; gives UIDs and summaries, the latest arrived first." + Which.OUTSIDE_WORDS,
            MailScope.READ,
            new Hints(true, false, true, true),
            parameters(),
            Hits.class);

    private final CurrentMailbox current;
    private final Clock clock;
    private final EachFolder each;

    SearchMailMessages(CurrentMailbox current, Clock clock) {
        super(DEFINITION);
        this.current = current;
        this.clock = clock;
        this.each = new EachFolder(FOLDERS_AT_ONCE, clock);
    }

    private static List<Parameter<?>> parameters() {
        List<Parameter<?>> parameters = new ArrayList<>(List.of(FOLDER));
        parameters.addAll(SearchArguments.parameters());
        parameters.add(LIMIT);
        parameters.add(CURSOR);
        return parameters;
    }

    @RegisterForReflection
    record Hits(
            String folder,
            @Nullable Long uidvalidity,
            String query,

            String interpretedAs,

            @Description("The newest; empty for all folders")
            List<Long> uids,

            @Description("All hits") long count,
            List<Found> messages,
            @Nullable String nextCursor,
            List<String> warnings) {}

    /** What one call asks, whatever the folder. */
    private record Asked(SearchKey key, int limit, int uids, Optional<SearchCursor> cursor) {
        SearchRequest of(MailboxName folder) {
            Optional<SearchCursor.Place> place = cursor.flatMap(from -> from.in(folder));
            return new SearchRequest(
                    key, limit, uids, place.map(SearchCursor.Place::uidValidity), place.map(SearchCursor.Place::below));
        }
    }

    @Override
    Hits work(Arguments arguments, Call call) {
        int search = SearchArguments.fingerprint(arguments.get(FOLDER), arguments);
        Optional<SearchCursor> cursor = arguments.get(CURSOR).map(text -> SearchCursor.of(text, search));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Words words = SearchArguments.read(arguments, today, current.author().email());
        MailboxSession session = current.session();
        SearchPlaces places = places(session, arguments.get(FOLDER).strip(), words.folder());
        int limit = Math.toIntExact(arguments.get(LIMIT));
        var asked = new Asked(words.key(), limit, places.several() ? limit : MOST_UIDS, cursor);
        List<MailboxName> folders = places.folders().stream()
                .filter(folder -> cursor.isEmpty() || cursor.get().in(folder).isPresent())
                .toList();
        List<String> warnings = new ArrayList<>(places.notes());
        List<SearchHits> answers;
        if (places.several()) {
            EachFolder.Answers<SearchHits> all = each.ask(folders, folder -> session.search(folder, asked.of(folder)));
            answers = all.given();
            warnings.addAll(all.warnings());
        } else {
            if (folders.isEmpty()) {
                throw ToolError.invalidArgument(
                        "the cursor's folder is not the one of this name any more", "Search again without it.");
            }
            MailboxName folder = folders.getFirst();
            answers = List.of(session.search(folder, asked.of(folder)));
        }
        return told(arguments, places, words.key(), search, cursor, answers, warnings);
    }

    private static SearchPlaces places(MailboxSession session, String folder, Optional<String> inQuery) {
        String wanted = inQuery.orElse(folder);
        if (wanted.equals(SearchPlaces.EVERYWHERE)) {
            return SearchPlaces.all(session, inQuery.isPresent());
        }
        SearchPlaces one = SearchPlaces.one(session.resolve(wanted));
        boolean other = inQuery.isPresent()
                && !folder.equals(SearchPlaces.EVERYWHERE)
                && !one.folders().contains(session.resolve(folder));
        return other
                ? new SearchPlaces(
                        one.folders(), false, List.of("The query's in: names the folder searched, not the argument."))
                : one;
    }

    private static Hits told(
            Arguments arguments,
            SearchPlaces places,
            SearchKey key,
            int search,
            Optional<SearchCursor> cursor,
            List<SearchHits> answers,
            List<String> warnings) {
        int limit = Math.toIntExact(arguments.get(LIMIT));
        NewestFirst.Page page = NewestFirst.of(answers, limit);
        long count = cursor.map(SearchCursor::count)
                .orElse(answers.stream().mapToLong(SearchHits::count).sum());
        answers.stream()
                .flatMap(answer -> answer.warnings().stream())
                .distinct()
                .forEach(warnings::add);
        List<Long> uids = places.several()
                ? List.of()
                : answers.getFirst().uids().stream().map(Uid::value).toList();
        if (!places.several() && answers.getFirst().count() > uids.size()) {
            warnings.add("uids holds the newest " + uids.size() + " of the hits.");
        }
        if (page.left().size() > SearchCursor.MOST_PLACES) {
            warnings.add("next_cursor goes on in " + SearchCursor.MOST_PLACES + " folders only; narrow the query.");
        }
        Optional<SearchHits> first = answers.stream().findFirst();
        return new Hits(
                places.several()
                        ? SearchPlaces.EVERYWHERE
                        : places.folders().getFirst().value(),
                places.several() ? null : answers.getFirst().uidValidity().value(),
                arguments.get(SearchArguments.QUERY),
                SearchText.of(first.map(SearchHits::asked).orElse(key)),
                uids,
                count,
                page.hits().stream()
                        .map(hit -> Found.of(hit.from(), hit.message()))
                        .toList(),
                page.left().isEmpty()
                        ? null
                        : new SearchCursor(
                                        search,
                                        count,
                                        page.left().stream()
                                                .limit(SearchCursor.MOST_PLACES)
                                                .toList())
                                .text(),
                List.copyOf(warnings));
    }
}
