package dev.mailmcp.oauth;

import dev.mailmcp.page.PageHeaders;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Authorization responses (RFC 6749 §4.1.2): every one carries our issuer (RFC 9207), and none repeats the POST (303). */
final class Redirects {
    private final String issuer;

    Redirects(BaseUrl base) {
        this.issuer = base.value();
    }

    HttpResponse success(RedirectUri target, Optional<String> state, String code) {
        return to(address(target, state, Map.of("code", code)));
    }

    HttpResponse failure(AuthorizationFailure.Returned failure) {
        return to(address(failure));
    }

    /** Where a failure is told. */
    String address(AuthorizationFailure.Returned failure) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", failure.code().name().toLowerCase(Locale.ROOT));
        parameters.put("error_description", failure.description());
        return address(failure.redirectUri(), failure.state(), parameters);
    }

    private String address(RedirectUri target, Optional<String> state, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        state.ifPresent(value -> all.put("state", value));
        all.put("iss", issuer);
        return target.with(all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&")));
    }

    private static HttpResponse to(String address) {
        return HttpResponse.empty(303).with("Location", address).with(PageHeaders.PRIVATE);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
