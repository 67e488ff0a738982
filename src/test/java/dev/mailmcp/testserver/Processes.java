package dev.mailmcp.testserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Running other programs from a test. */
final class Processes {
    private Processes() {}

    /** Runs a command to its end; its output is the message when it fails. */
    static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output;
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Who a server works as: nobody where root starts it, else the one who does. */
    static String worker() {
        return isRoot() ? "nobody" : System.getProperty("user.name");
    }

    /** A temporary folder that a server's worker may look into. */
    static Path sharedFolder(String name) throws IOException {
        Path folder = Files.createTempDirectory(name);
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        return folder;
    }

    /** Gives a file to the one whom {@link #worker} names. */
    static Path giveToWorker(Path path) throws IOException {
        if (isRoot()) {
            var principals = path.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(path, principals.lookupPrincipalByName(worker()));
        }
        return path;
    }

    /** A port that was free a moment ago: the program that takes it cannot choose one by itself. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void awaitPort(Process process, int port, Path log) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException _) {
                pause();
            }
        }
        throw new IOException("a server did not start: " + (Files.exists(log) ? Files.readString(log) : "no log"));
    }

    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void deleteTree(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
