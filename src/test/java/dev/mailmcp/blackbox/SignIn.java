package dev.mailmcp.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The OAuth flow over plain HTTP: both the client's part and the person's at the browser. */
public final class SignIn {
    /** All that can be asked for. */
    public static final String ALL_SCOPES = "mail:read mail:organize mail:draft mail:send mail:delete";

    private final String base;
    private final Client client;
    private final String address;
    private final String verifier = random();

    public SignIn(String base, Client client) {
        this(base, client, "127.0.0.1");
    }

    /** @param address where the browser seems to be, for a server that believes its proxy */
    SignIn(String base, Client client, String address) {
        this.base = base;
        this.client = client;
        this.address = address;
    }

    /** What the token endpoint gave. */
    public record Tokens(String access, String refresh, String scope) {}

    /** Signs a person in with everything ticked. */
    public static Tokens tokens(Product product, Client client, Person person) {
        var flow = new SignIn(product.base(), client);
        return flow.exchange(flow.approve(flow.open(), person));
    }

    /** The parameters of a faultless request; a test changes one. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.id());
        parameters.put("redirect_uri", client.redirectUri());
        parameters.put("code_challenge", challenge(verifier));
        parameters.put("code_challenge_method", "S256");
        parameters.put("scope", ALL_SCOPES);
        parameters.put("resource", base + "/mcp");
        parameters.put("state", "s-" + random());
        return parameters;
    }

    public String verifier() {
        return verifier;
    }

    /** The address that the client opens in a browser. */
    public URI authorizationUrl(Map<String, String> parameters) {
        return URI.create(base + "/oauth/authorize?" + form(List.copyOf(parameters.entrySet())));
    }

    public HttpResponse<String> request(Map<String, String> parameters) {
        return Product.send(HttpRequest.newBuilder(authorizationUrl(parameters))
                .header("X-Forwarded-For", address)
                .timeout(Duration.ofSeconds(30)));
    }

    /** The sign-in page as a browser holds it. */
    public record Page(URI url, Document html, List<String> cookies, HttpResponse<String> response) {
        Element form() {
            Element form = html.selectFirst("form");
            if (form == null) {
                throw new IllegalStateException("no form on the page: " + html.text());
            }
            return form;
        }
    }

    public Page open() {
        return open(parameters());
    }

    public Page open(Map<String, String> parameters) {
        return open(authorizationUrl(parameters));
    }

    private Page open(URI authorizationUrl) {
        HttpResponse<String> response =
                Product.send(HttpRequest.newBuilder(authorizationUrl).timeout(Duration.ofSeconds(30)));
        if (response.statusCode() != 200) {
            throw new IllegalStateException("authorize answers " + response.statusCode() + ": " + response.body());
        }
        List<String> cookies = response.headers().allValues("set-cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .toList();
        return new Page(
                response.uri(), Jsoup.parse(response.body(), response.uri().toString()), cookies, response);
    }

    /** Fills the form, every scope ticked, and approves; the code that the client receives. */
    public String approve(Page page, Person person) {
        return code(submit(page, person, "approve", List.of(ALL_SCOPES.split(" "))));
    }

    /**
     * Asks until the server has read the client's document. It gives itself a few seconds for that, which may be too few when it
     * has only just started on a busy machine; ten seconds later it tries again.
     */
    public void awaitDocument() {
        for (int tries = 0; request(parameters()).statusCode() != 200; tries++) {
            if (tries == 5) {
                throw new IllegalStateException("the client's document is not read");
            }
            Product.pause(11_000);
        }
    }

    /**
     * The person's part alone, where another program is the client: allows everything that it asks for, and is sent on to it.
     *
     * @param authorizationUrl as the program shows it
     */
    public void visit(URI authorizationUrl, Person person) {
        Page page = open(authorizationUrl);
        List<String> asked = page.form().select("input[name=scope]").eachAttr("value");
        HttpResponse<String> answer = submit(page, person, "approve", asked);
        code(answer);
        Product.send(HttpRequest.newBuilder(
                        URI.create(answer.headers().firstValue("location").orElseThrow()))
                .timeout(Duration.ofSeconds(30)));
    }

    /** The code in an answer that is a redirect to the client. */
    public String code(HttpResponse<String> answer) {
        String code = callback(answer).orElse(Map.of()).get("code");
        if (code == null) {
            throw new IllegalStateException("no code: " + answer.statusCode() + " "
                    + answer.headers().firstValue("location").orElse("")
                    + Jsoup.parse(answer.body()).text());
        }
        return code;
    }

    /** Fills the form and presses a button. */
    public HttpResponse<String> submit(Page page, Person person, String action, List<String> scopes) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("full_name", person.fullName());
        fields.put("email", person.email());
        fields.put("imap_username", person.username());
        fields.put("imap_password", person.password());
        fields.put("use_same_credentials", "1");
        fields.put("action", action);
        return submit(page, fields, scopes);
    }

    /** Posts the form with the values it has, these fields changed, and these scopes ticked. */
    public HttpResponse<String> submit(Page page, Map<String, String> changed, List<String> scopes) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (Element input : page.form().select("input[name]")) {
            String name = input.attr("name");
            boolean box =
                    input.attr("type").equals("checkbox") || input.attr("type").equals("submit");
            if (!box && !changed.containsKey(name)) {
                fields.add(Map.entry(name, input.attr("value")));
            }
        }
        fields.addAll(changed.entrySet());
        scopes.forEach(scope -> fields.add(Map.entry("scope", scope)));
        String action = page.form().attr("action");
        URI target = action.isEmpty() ? page.url() : page.url().resolve(action);
        return Product.send(post(target, form(fields))
                .header("X-Forwarded-For", address)
                .header("Cookie", String.join("; ", page.cookies())));
    }

    /** What the client receives, when the answer is a redirect to it. */
    public Optional<Map<String, String>> callback(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("location")
                .filter(location -> location.startsWith(client.redirectUri()))
                .map(location -> Arrays.stream(
                                location.substring(location.indexOf('?') + 1).split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> decode(pair[1]))));
    }

    public Tokens exchange(String code) {
        return tokensOf(token(exchangeParameters(code)));
    }

    /** What a client sends for a code. */
    Map<String, String> exchangeParameters(String code) {
        return Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                client.redirectUri(),
                "code_verifier",
                verifier);
    }

    public Tokens refresh(Tokens tokens) {
        return tokensOf(token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh())));
    }

    /** A token request with these parameters, this client's id and secret added unless they are among them. */
    public HttpResponse<String> token(Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("client_id", client.id());
        all.put("client_secret", client.secret());
        all.putAll(parameters);
        return Product.send(post(URI.create(base + "/oauth/token"), form(List.copyOf(all.entrySet()))));
    }

    static Tokens tokensOf(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("token answers " + response.statusCode() + ": " + response.body());
        }
        JsonNode json = Json.parse(response.body());
        return new Tokens(
                json.required("access_token").asText(),
                json.required("refresh_token").asText(),
                json.required("scope").asText());
    }

    private static HttpRequest.Builder post(URI target, String form) {
        return HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private static String form(List<Map.Entry<String, String>> fields) {
        return fields.stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
