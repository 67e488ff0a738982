package dev.mailmcp.bench;

import dev.mailmcp.blackbox.Person;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** SMTP by hand, everything in one flight that PIPELINING (RFC 2920) lets go together. Knows the server and trusts it. */
final class RawSubmission {
    private final BufferedReader in;
    private final OutputStream out;

    RawSubmission(Socket socket) throws IOException {
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        this.out = socket.getOutputStream();
    }

    /** @param message without lines that begin with a dot */
    void send(Person from, String to, byte[] message) throws IOException {
        expect(1);
        say("EHLO bench.example.org\r\n");
        expect(1);
        byte[] plain = ("\0" + from.username() + "\0" + from.password()).getBytes(StandardCharsets.UTF_8);
        say("AUTH PLAIN " + Base64.getEncoder().encodeToString(plain) + "\r\n");
        expect(1);
        say("MAIL FROM:<" + from.email() + ">\r\nRCPT TO:<" + to + ">\r\nDATA\r\n");
        expect(3);
        out.write(message);
        say("\r\n.\r\n");
        expect(1);
        say("QUIT\r\n");
    }

    private void say(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void expect(int replies) throws IOException {
        for (int i = 0; i < replies; ) {
            String line = in.readLine();
            if (line == null || line.compareTo("4") >= 0) {
                throw new IOException("the submission server says " + line);
            }
            i += line.charAt(3) == ' ' ? 1 : 0;
        }
    }
}
