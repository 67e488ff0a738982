package dev.mailmcp.cli;

import dev.mailmcp.ConfigurationFaults;
import dev.mailmcp.Environment;
import dev.mailmcp.Setting;
import dev.mailmcp.Settings;
import dev.mailmcp.Stores;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Looks at what the server is about to take: a fault in the midst of starting would come with pages of stack trace. */
final class Preflight {
    private Preflight() {}

    /** @throws ConfigurationFaults when the store cannot be opened, for instance because another process has it open */
    static void store(Settings settings) {
        Stores.open(settings).close();
    }

    /** @throws ConfigurationFaults when the port is none, is taken, or is not for us */
    static void port(Environment environment) {
        String text = environment
                .get(Setting.PORT.name())
                .or(Setting.PORT::defaultValue)
                .orElseThrow();
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw new ConfigurationFaults(List.of("PORT: is a number from 1 to 65535"));
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException _) {
            throw new ConfigurationFaults(List.of(
                    "PORT: " + port + " cannot be listened on: another program uses it, or it needs more rights"));
        }
    }
}
