package dev.mailmcp.blackbox;

import dev.mailmcp.store.Store;
import dev.mailmcp.store.embedded.SqliteStore;
import dev.mailmcp.store.postgresql.DatabaseUrl;
import dev.mailmcp.store.postgresql.PostgresStore;
import dev.mailmcp.testserver.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server as an operator runs it: one node with its file, or two with one database behind a proxy. Parts of it can be killed. */
final class Installation implements AutoCloseable {
    private final Map<String, String> settings;
    private final List<Product> nodes = new ArrayList<>();
    private final List<Balancer> others;
    private final Client client;

    private Installation(Map<String, String> settings, List<Product> nodes, MailSite site, List<Balancer> others) {
        this.settings = settings;
        this.nodes.addAll(nodes);
        this.others = others;
        this.client = nodes.getFirst().generate(site);
    }

    static Installation embedded(MailSite site) {
        return embedded(site, Map.of());
    }

    static Installation embedded(MailSite site, Map<String, String> more) {
        Map<String, String> settings = Product.settings(site.settings());
        settings.putAll(more);
        return new Installation(settings, List.of(Product.start(settings)), site, List.of());
    }

    /** Two nodes; requests go to them in turn. */
    static Installation twoNodes(MailSite site, Postgres database) throws IOException {
        return twoNodes(site, database, Map.of());
    }

    static Installation twoNodes(MailSite site, Postgres database, Map<String, String> more) throws IOException {
        Balancer balancer = Balancer.start();
        Map<String, String> first = Product.settings(site.settings());
        first.putAll(more);
        first.put("BASE_URL", balancer.base());
        first.put("DATABASE_URL", database.url());
        first.put("DATABASE_USER", database.user());
        first.put("DATABASE_PASSWORD", database.password());
        Map<String, String> second = Product.settings(first);
        second.put("PORT", Product.settings().get("PORT"));
        List<Product> nodes = List.of(Product.start(first), Product.start(second));
        balancer.nodes(nodes.stream().map(Product::port).toList());
        return new Installation(first, nodes, site, List.of(balancer));
    }

    String base() {
        return nodes.getFirst().base();
    }

    Client client() {
        return client;
    }

    Product node(int number) {
        return nodes.get(number);
    }

    /** Runs a command with the settings of the first node. */
    Jar.Ended run(String... arguments) {
        return Jar.run(settings, arguments);
    }

    String setting(String name) {
        return nodes.getFirst().setting(name);
    }

    void kill(int node) {
        nodes.get(node).kill();
    }

    /** Starts a killed node again, with the settings it had. */
    void start(int node) {
        nodes.set(node, nodes.get(node).restart());
    }

    int size() {
        return nodes.size();
    }

    /** Waits until every node says by itself that it is ready. */
    void awaitReady() {
        for (Product node : nodes) {
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (node.ready() != 200) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("a node does not recover:\n" + node.log());
                }
                Product.pause(50);
            }
        }
    }

    /** Its store, once no node runs any more. */
    Store store() {
        if (settings.containsKey("DATABASE_URL")) {
            DatabaseUrl url = DatabaseUrl.parse(setting("DATABASE_URL") + "?user=" + setting("DATABASE_USER")
                    + "&password=" + setting("DATABASE_PASSWORD"));
            return PostgresStore.open(url, Duration.ofSeconds(20));
        }
        return SqliteStore.open(Path.of(setting("DATA_DIR")));
    }

    String logs() {
        return String.join("\n", nodes.stream().map(Product::log).toList());
    }

    void stop() {
        nodes.forEach(Product::close);
    }

    @Override
    public void close() {
        stop();
        others.forEach(Balancer::close);
    }
}
