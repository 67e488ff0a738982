package dev.mailmcp.deployment;

import dev.mailmcp.blackbox.Balancer;
import dev.mailmcp.blackbox.Mailroom;
import dev.mailmcp.blackbox.Product;
import dev.mailmcp.blackbox.Suites;
import dev.mailmcp.testserver.DocumentSite;
import dev.mailmcp.testserver.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The ways in which an operator runs the server. */
enum Environment {
    /** One node, its state in a file. */
    EMBEDDED {
        @Override
        Target open(Map<String, String> more, Deque<Runnable> closing) {
            Surroundings surroundings = Surroundings.open(closing);
            return single(surroundings, surroundings.open(more), true, closing);
        }
    },
    /** Two nodes with one PostgreSQL behind a proxy: the requests of one sign-in land on both. */
    TWO_NODES {
        @Override
        Target open(Map<String, String> more, Deque<Runnable> closing) {
            Suites.need("postgresql", Postgres.installed(), "PostgreSQL is not installed");
            return twoNodes(more, closing);
        }
    },
    /** One node that remembers nothing: {@code STATE=none}. */
    STATELESS {
        @Override
        Target open(Map<String, String> more, Deque<Runnable> closing) {
            Surroundings surroundings = Surroundings.open(closing);
            return single(surroundings, surroundings.stateless(more), false, closing);
        }
    },
    /**
     * One that runs already, at {@code -Ddeployment.base-url}: see {@link Given}. What it limits it limits for the suite too,
     * which waits where that takes a minute, and leaves out what it would take longer.
     */
    GIVEN {
        @Override
        Target open(Map<String, String> more, Deque<Runnable> closing) {
            return Given.target(name());
        }
    };

    /**
     * @param more settings besides those of the environment; one that runs already has its own
     * @param closing what is to be done at the end, the last first
     */
    abstract Target open(Map<String, String> more, Deque<Runnable> closing);

    Target single(Surroundings surroundings, Map<String, String> more, boolean keepsState, Deque<Runnable> closing) {
        Map<String, String> settings = Product.settings(more);
        Product product = surroundings.start(settings);
        closing.push(product::close);
        return surroundings.target(name(), product, settings, keepsState);
    }

    Target twoNodes(Map<String, String> more, Deque<Runnable> closing) {
        try {
            Surroundings surroundings = Surroundings.open(closing);
            Postgres database = Postgres.start();
            closing.push(database::close);
            Balancer balancer = Balancer.start();
            closing.push(balancer::close);
            Map<String, String> first = Product.settings(surroundings.open(more));
            first.put("BASE_URL", balancer.base());
            first.put("DATABASE_URL", database.url());
            first.put("DATABASE_USER", database.user());
            first.put("DATABASE_PASSWORD", database.password());
            Map<String, String> second = Product.settings(first);
            second.put("PORT", Product.settings().get("PORT"));
            Deque<Integer> ports = new ArrayDeque<>();
            Product last = surroundings.start(first);
            closing.push(last::close);
            ports.add(Integer.valueOf(last.setting("PORT")));
            last = surroundings.start(second);
            closing.push(last::close);
            ports.add(Integer.valueOf(last.setting("PORT")));
            balancer.nodes(ports.stream().toList());
            return surroundings.target(name(), last, first, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands around a server that the suite starts. */
    record Surroundings(Mailroom mail, DocumentSite site, Names names) {
        static Surroundings open(Deque<Runnable> closing) {
            Mailroom mail = Mailroom.greenMail();
            closing.push(mail::close);
            DocumentSite site = DocumentSite.in(Product.freshFolder(), "dns:localhost");
            closing.push(site::close);
            return new Surroundings(mail, site, Names.in(Product.freshFolder()));
        }

        /** Clients may register themselves or be known by a document: the operator has named a mail server. */
        Map<String, String> open(Map<String, String> more) {
            Map<String, String> settings = mail.site().settingsOfOperator();
            settings.put("CLIENT_DOCUMENTS_TEST_CA", site.authority().toString());
            settings.putAll(more);
            return settings;
        }

        /** Clients are generated ones alone: of others nothing could be remembered, and so none is served. */
        Map<String, String> stateless(Map<String, String> more) {
            Map<String, String> settings = mail.site().settings();
            settings.put("STATE", "none");
            settings.putAll(more);
            return settings;
        }

        Product start(Map<String, String> settings) {
            return Product.start(settings, names.jvmOptions());
        }

        Target target(String name, Product product, Map<String, String> settings, boolean keepsState) {
            return new Target(
                    name,
                    product.base(),
                    product.generate(mail.site()),
                    product.generate(mail.site()),
                    mail.person("ada-" + UUID.randomUUID()),
                    keepsState,
                    Optional.of(new Inside(mail, site, names, settings)));
        }
    }
}
