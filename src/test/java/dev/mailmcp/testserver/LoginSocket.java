package dev.mailmcp.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a server asks whether a password is right: a Unix socket that its programs connect to, one question a connection. Thus
 * a user can be added while the server runs, without the server's own tools.
 */
final class LoginSocket implements AutoCloseable {
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final ServerSocketChannel listening;

    private LoginSocket(ServerSocketChannel listening) {
        this.listening = listening;
    }

    /** Reads one question in the server's own form and answers in it. */
    @FunctionalInterface
    interface Judge {
        byte[] answer(InputStream question, LoginSocket users) throws IOException;
    }

    static LoginSocket at(Path socket, Judge judge) throws IOException {
        var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
        var logins = new LoginSocket(listening);
        Thread.ofVirtual().name("login-socket").start(() -> logins.serve(judge));
        return logins;
    }

    void addUser(String name, String password) {
        passwords.put(name, password);
    }

    boolean knows(String name, String password) {
        return password.equals(passwords.get(name));
    }

    /** Of somebody who was added. */
    String password(String name) {
        return passwords.getOrDefault(name, "");
    }

    private void serve(Judge judge) {
        while (listening.isOpen()) {
            try (SocketChannel asking = listening.accept()) {
                asking.write(ByteBuffer.wrap(judge.answer(Channels.newInputStream(asking), this)));
            } catch (IOException _) {
                // The one who asked is gone, or this is closed.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
