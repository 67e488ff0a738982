package dev.mailmcp.token;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.value.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a sealed token says. It goes in a header of every request and gateways cut long ones, so this is octets and not JSON, and
 * what most people have twice (a user name that is the address, one login for both servers) stands there once.
 *
 * @param issued when it was made, in whole seconds
 * @param generation of the refresh token it was issued with
 * @param expires when this token ends, in whole seconds
 */
record GrantClaims(String issuer, Grant grant, int generation, Instant issued, Instant expires) {
    /** Goes up with every change: what an older version of us does not know may be a restriction, so it refuses the token. */
    private static final int FORM = 1;

    byte[] encode() {
        var octets = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(octets)) {
            out.writeByte(FORM);
            write(out, issued);
            write(out, expires);
            out.writeInt(generation);
            out.writeUTF(issuer);
            write(out, grant);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    /** Reads what {@link #encode} wrote; empty for anything that it would write otherwise, or not at all. */
    static Optional<GrantClaims> decode(byte[] octets) {
        try (var in = new DataInputStream(new ByteArrayInputStream(octets))) {
            if (in.readByte() != FORM) {
                return Optional.empty();
            }
            Instant issued = instant(in);
            Instant expires = instant(in);
            int generation = in.readInt();
            String issuer = in.readUTF();
            var claims = new GrantClaims(issuer, grant(in, issuer), generation, issued, expires);
            return Arrays.equals(claims.encode(), octets) ? Optional.of(claims) : Optional.empty();
        } catch (IOException | InvalidValue _) {
            return Optional.empty();
        }
    }

    private void write(DataOutputStream out, Grant grant) throws IOException {
        out.writeUTF(grant.id());
        out.writeUTF(grant.clientId());
        out.writeBoolean(grant.clientSigns());
        write(out, grant.clientSince());
        write(out, grant.absoluteEnd());
        out.writeByte(bits(grant.scopes()));
        boolean below = grant.resource().startsWith(issuer);
        out.writeBoolean(below);
        out.writeUTF(below ? grant.resource().substring(issuer.length()) : grant.resource());
        MailAccount account = grant.account();
        String email = account.email().value();
        out.writeUTF(email);
        out.writeUTF(account.fullName());
        out.writeShort(account.aliases().size());
        for (EmailAddress alias : account.aliases()) {
            out.writeUTF(alias.value());
        }
        MailAccount.Access imap = account.imap();
        write(out, imap.endpoint());
        write(out, imap.login(), email);
        out.writeBoolean(account.submission().isPresent());
        if (account.submission().isPresent()) {
            MailAccount.Access smtp = account.submission().get();
            boolean same = smtp.login().equals(imap.login());
            write(out, smtp.endpoint());
            out.writeBoolean(same);
            if (!same) {
                write(out, smtp.login(), email);
            }
        }
    }

    private static Grant grant(DataInputStream in, String issuer) throws IOException {
        String id = in.readUTF();
        String clientId = in.readUTF();
        boolean clientSigns = in.readBoolean();
        Instant clientSince = instant(in);
        Instant absoluteEnd = instant(in);
        Set<Scope> scopes = scopes(in.readUnsignedByte());
        String resource = (in.readBoolean() ? issuer : "") + in.readUTF();
        MailAccount account = account(in);
        return new Grant(id, clientId, scopes, account, resource, absoluteEnd, clientSigns, clientSince);
    }

    private static MailAccount account(DataInputStream in) throws IOException {
        String email = in.readUTF();
        String fullName = in.readUTF();
        List<EmailAddress> aliases = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            aliases.add(new EmailAddress(in.readUTF()));
        }
        var imap = new MailAccount.Access(endpoint(in), login(in, email));
        Optional<MailAccount.Access> smtp = Optional.empty();
        if (in.readBoolean()) {
            Endpoint endpoint = endpoint(in);
            smtp = Optional.of(new MailAccount.Access(endpoint, in.readBoolean() ? imap.login() : login(in, email)));
        }
        return new MailAccount(new EmailAddress(email), fullName, aliases, imap, smtp);
    }

    private static void write(DataOutputStream out, Endpoint endpoint) throws IOException {
        out.writeUTF(endpoint.host());
        out.writeShort(endpoint.port());
        out.writeByte(
                switch (endpoint.security()) {
                    case TLS -> 0;
                    case STARTTLS -> 1;
                    case NONE -> 2;
                });
    }

    private static Endpoint endpoint(DataInputStream in) throws IOException {
        return new Endpoint(
                in.readUTF(),
                in.readUnsignedShort(),
                switch (in.readUnsignedByte()) {
                    case 0 -> TransportSecurity.TLS;
                    case 1 -> TransportSecurity.STARTTLS;
                    case 2 -> TransportSecurity.NONE;
                    default -> throw new InvalidValue("an unknown transport security");
                });
    }

    /** No user name is empty: that says it is the address. */
    private static void write(DataOutputStream out, Login login, String email) throws IOException {
        out.writeUTF(login.username().equals(email) ? "" : login.username());
        out.writeUTF(login.password().reveal());
    }

    private static Login login(DataInputStream in, String email) throws IOException {
        String username = in.readUTF();
        return new Login(username.isEmpty() ? email : username, Secret.of(in.readUTF()));
    }

    private static void write(DataOutputStream out, Instant instant) throws IOException {
        out.writeInt((int) instant.getEpochSecond()); // Unsigned: until 2106.
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(in.readInt()));
    }

    private static int bits(Set<Scope> scopes) {
        return scopes.stream().mapToInt(GrantClaims::bit).sum();
    }

    private static Set<Scope> scopes(int bits) {
        return Arrays.stream(Scope.values())
                .filter(scope -> (bits & bit(scope)) != 0)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Tokens outlive an upgrade: no number here may change. */
    private static int bit(Scope scope) {
        return switch (scope) {
            case READ -> 1;
            case ORGANIZE -> 2;
            case DRAFT -> 4;
            case SEND -> 8;
            case DELETE -> 16;
        };
    }
}
