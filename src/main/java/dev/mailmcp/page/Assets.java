package dev.mailmcp.page;

import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Route;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** What the pages load: ours, nothing from anywhere else. */
@Singleton
public class Assets implements Endpoint {
    private final Asset style = Asset.read("page", "css", "text/css;charset=utf-8");
    private final Asset script = Asset.read("copy", "js", "text/javascript;charset=utf-8");
    private final Asset icon = Asset.read("icon", "svg", "image/svg+xml");
    private final Asset bitmap = Asset.read("icon", "png", "image/png");

    @Override
    public List<Route> routes() {
        return Stream.of(style, script, icon, bitmap).map(Asset::route).toList();
    }

    /** A page with its style sheet and icon; the rest is for the caller to fill in. */
    public TemplateInstance dress(Template page) {
        return page.data("style", style.path()).data("icon", icon.path());
    }

    /** The path of the script that adds the copy buttons. */
    String script() {
        return script.path();
    }

    /**
     * Our icon for clients to load, the form that every one of them can show first. None where we are not reached by https:
     * clients take no other (MCP 2026-07-28, Icons).
     */
    public List<Icon> icons(BaseUrl base) {
        return base.isSecure()
                ? List.of(
                        new Icon(base.at(bitmap.path()), bitmap.type(), "96x96"),
                        new Icon(base.at(icon.path()), icon.type(), "any"))
                : List.of();
    }
}
