package dev.mailmcp.mail;

import dev.mailmcp.account.EmailAddress;
import java.util.ArrayList;
import java.util.List;

/** STAND-IN until the real one is merged. */
public final class AddressList {
    private AddressList() {}

    /** STAND-IN. */
    public static List<Address> parse(String text) {
        List<Address> all = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            String item = one.strip();
            int open = item.indexOf('<');
            String email = open < 0 ? item : item.substring(open + 1, item.length() - 1);
            all.add(new Address(open < 0 ? "" : item.substring(0, open).strip(), new EmailAddress(email).value()));
        }
        return all;
    }
}
