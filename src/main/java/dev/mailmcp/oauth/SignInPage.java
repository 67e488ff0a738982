package dev.mailmcp.oauth;

import dev.mailmcp.page.Assets;
import dev.mailmcp.page.PageHeaders;
import dev.mailmcp.token.Lifetime;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.TokenSettings;
import dev.mailmcp.web.HttpResponse;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pages a person sees. Templates escape whatever they print. */
@Singleton
class SignInPage {
    private final Template signIn;
    private final Template failure;
    private final Template wayBack;
    private final Assets assets;
    private final TokenSettings lives;

    SignInPage(
            @Location("sign-in.html") Template signIn,
            @Location("failure.html") Template failure,
            @Location("way-back.html") Template wayBack,
            Assets assets,
            TokenSettings lives) {
        this.signIn = signIn;
        this.failure = failure;
        this.wayBack = wayBack;
        this.assets = assets;
        this.lives = lives;
    }

    /** One box to tick. */
    @RegisterForReflection
    record Choice(String value, String title, String explanation, boolean ticked) {
        private static Choice of(Scope scope, Set<Scope> ticked) {
            String title =
                    switch (scope) {
                        case READ -> "Read your mail";
                        case ORGANIZE -> "Organize your mail";
                        case DRAFT -> "Write drafts";
                        case SEND -> "Send mail as you";
                        case DELETE -> "Delete mail";
                    };
            String explanation =
                    switch (scope) {
                        case READ ->
                            "List and search messages, open them and their attachments. Nothing is marked as read.";
                        case ORGANIZE -> "Move messages between folders and change their flags.";
                        case DRAFT -> "Put new messages into Drafts. They are not sent.";
                        case SEND -> "Send messages at once, without asking you again.";
                        case DELETE -> "Move messages to Trash, or remove them for good.";
                    };
            return new Choice(scope.value(), title, explanation, ticked.contains(scope));
        }
    }

    /**
     * Who vouches for a client, for the page.
     *
     * @param operators whether whoever runs this server made it
     * @param publisher the host that describes it, proven by TLS; empty where none does
     */
    @RegisterForReflection
    record Standing(boolean operators, String publisher) {
        private static Standing of(ClientKind kind) {
            return switch (kind) {
                case ClientKind.Generated _, ClientKind.Legacy _ -> new Standing(true, "");
                case ClientKind.Document(String host) -> new Standing(false, host);
                case ClientKind.Registered _ -> new Standing(false, "");
            };
        }
    }

    /** The form; 200 also after a mistake, since 401 would open the browser's own dialog. */
    HttpResponse form(
            AuthorizationRequest request, String sealedTransaction, SignInForm form, Optional<String> mistake) {
        List<Choice> choices = Arrays.stream(Scope.values())
                .filter(request.scopes()::contains)
                .map(scope -> Choice.of(scope, form.ticked()))
                .toList();
        String html = assets.dress(signIn)
                .data("unusedEnd", Lifetime.inWords(lives.refreshLife()))
                .data("latestEnd", Lifetime.inWords(lives.grantMaxAge()))
                .data("clientName", request.client().name())
                .data("mixed", new ClientName(request.client().name()).mixesAlphabets())
                .data("standing", Standing.of(request.client().kind()))
                .data("redirectHost", request.redirectUri().host())
                .data("loopback", request.redirectUri().isLoopback())
                .data("mailHost", request.client().servers().imap().host())
                .data("sendHost", request.client().servers().smtp().host())
                .data("offersSend", request.scopes().contains(Scope.SEND))
                .data("tx", sealedTransaction)
                .data("form", form)
                .data("choices", choices)
                .data("mistake", mistake.orElse(""))
                .render();
        return HttpResponse.html(200, html).with(PageHeaders.PRIVATE);
    }

    /** Where a client would be told what is wrong, if the person wants to go there. */
    HttpResponse wayBack(AuthorizationFailure.Returned answer, String address) {
        String html = assets.dress(wayBack)
                .data("description", answer.description())
                .data("redirectHost", answer.redirectUri().host())
                .data("loopback", answer.redirectUri().isLoopback())
                .data("address", address)
                .render();
        return HttpResponse.html(400, html).with(PageHeaders.PRIVATE);
    }

    HttpResponse failure(int status, String title, String explanation) {
        String html = assets.dress(failure)
                .data("title", title)
                .data("explanation", explanation)
                .render();
        return HttpResponse.html(status, html).with(PageHeaders.PRIVATE);
    }
}
