package dev.mailmcp.testing;

import java.util.List;

/** Redirect URIs that are not the one that a client is bound to, however much they look like it. */
public final class ForeignRedirects {
    /** Not {@code https://app.example/callback}. */
    public static final List<String> OF_THE_WEB = List.of(
            "https://evil.example/callback",
            "https://app.example@evil.example/callback",
            "https://user@app.example/callback",
            "https://app.example:pw@evil.example/callback",
            "https://app.example@@evil.example/callback",
            "https://evil.example\\@app.example/callback",
            "https://app.example\\.evil.example/callback",
            "https://app.example%40evil.example/callback",
            "https://app.example%25@evil.example/callback",
            "https://app.example/callback/",
            "https://app.example/callback/../evil",
            "https://app.example/x/../callback",
            "https://app.example/%2e%2e/callback",
            "https://app.example/..;/callback",
            "https://app.example/./callback",
            "https://app.example//callback",
            "https://app.example/Callback",
            "https://APP.example/callback",
            "HTTPS://app.example/callback",
            "http://app.example/callback",
            "https://app.example:443/callback",
            "https://app.example:8443/callback",
            "https://app.example./callback",
            "https://app.example.evil.example/callback",
            "https://xapp.example/callback",
            "https://app.example/callback?x=1",
            "https://app.example/callback?",
            "https://app.example/callback#",
            "https://app.example/callback#f",
            "https://app.example/callback\0",
            "https://app.example/callback\r\nLocation: https://evil.example",
            "https://app.example/callback ",
            " https://app.example/callback",
            "https://app.example/call\tback",
            "https://app.example/call\nback",
            "https://app\u3002example/callback",
            "https://\uff41pp.example/callback",
            "//app.example/callback",
            "/callback",
            "app.example/callback",
            "https:app.example/callback",
            "https:///app.example/callback",
            "https://app.example/callbac%6b",
            "https://app.example/callback/*",
            "https://app.example/callback;x",
            "https://*.example/callback",
            "javascript://app.example/callback");

    /** Not {@code http://127.0.0.1:33418/callback}: loopback is free in its port, and in nothing else. */
    public static final List<String> OF_LOOPBACK = List.of(
            "http://127.0.0.1.evil.example:33419/callback",
            "http://localhost.evil.example:33419/callback",
            "http://localhost:33419/callback",
            "http://[::1]:33419/callback",
            "http://[::ffff:7f00:1]:33419/callback",
            "http://2130706433:33419/callback",
            "http://0x7f.1:33419/callback",
            "http://127.1:33419/callback",
            "http://0177.0.0.1:33419/callback",
            "http://0.0.0.0:33419/callback",
            "http://127.0.0.1:0/callback",
            "http://127.0.0.1:65536/callback",
            "http://127.0.0.1:99999999999/callback",
            "http://127.0.0.1:033419/callback",
            "http://127.0.0.1:-1/callback",
            "http://127.0.0.1:/callback",
            "http://127.0.0.1:33419@evil.example/callback",
            "http://127.0.0.1:33419/",
            "https://127.0.0.1:33419/callback");

    private ForeignRedirects() {}
}
