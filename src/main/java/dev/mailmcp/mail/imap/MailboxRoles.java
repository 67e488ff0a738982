package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which mailbox is for what: by special-use attributes (RFC 6154), for a role that none carries by the names that programs
 * and providers give. One mailbox per role.
 */
final class MailboxRoles {
    /** The likeliest name first; compared without case, below INBOX and below Gmail's folder too. */
    private static final Map<Role, List<String>> NAMES = Map.of(
            Role.SENT,
            List.of(
                    "Sent",
                    "Sent Messages",
                    "Sent Items",
                    "Sent Mail",
                    "Sent-Mail",
                    "Gesendet",
                    "Gesendete Objekte",
                    "Gesendete Elemente",
                    "Gesendete Nachrichten",
                    "Envoyés",
                    "Messages envoyés",
                    "Éléments envoyés",
                    "Objets envoyés",
                    "Enviados",
                    "Elementos enviados",
                    "Mensajes enviados",
                    "Itens Enviados",
                    "Posta inviata",
                    "Inviati",
                    "Inviata",
                    "Verzonden",
                    "Verzonden items",
                    "Verzonden berichten",
                    "Skickat",
                    "Skickade objekt",
                    "Sendt",
                    "Sendte elementer",
                    "Lähetetyt",
                    "Wysłane",
                    "Elementy wysłane",
                    "Odeslané",
                    "Odeslaná pošta",
                    "Отправленные",
                    "Надіслані",
                    "已发送",
                    "已发送邮件",
                    "寄件備份",
                    "送信済み",
                    "送信済みアイテム",
                    "送信済みメール",
                    "보낸편지함",
                    "보낸 편지함",
                    "Gönderilmiş Öğeler",
                    "Gönderilmiş",
                    "Απεσταλμένα"),
            Role.DRAFTS,
            List.of(
                    "Drafts",
                    "Draft",
                    "Entwürfe",
                    "Entwurf",
                    "Brouillons",
                    "Brouillon",
                    "Borradores",
                    "Borrador",
                    "Rascunhos",
                    "Bozze",
                    "Concepten",
                    "Utkast",
                    "Kladder",
                    "Luonnokset",
                    "Szkice",
                    "Robocze",
                    "Kopie robocze",
                    "Koncepty",
                    "Rozepsané",
                    "Черновики",
                    "Чернетки",
                    "草稿",
                    "草稿箱",
                    "草稿匣",
                    "下書き",
                    "임시보관함",
                    "임시 보관함",
                    "Taslaklar",
                    "Πρόχειρα"),
            Role.TRASH,
            List.of(
                    "Trash",
                    "Deleted Messages",
                    "Deleted Items",
                    "Deleted",
                    "Bin",
                    "Papierkorb",
                    "Gelöscht",
                    "Gelöschte Objekte",
                    "Gelöschte Elemente",
                    "Corbeille",
                    "Éléments supprimés",
                    "Messages supprimés",
                    "Papelera",
                    "Elementos eliminados",
                    "Lixeira",
                    "Itens Excluídos",
                    "Cestino",
                    "Posta eliminata",
                    "Prullenbak",
                    "Verwijderde items",
                    "Papperskorgen",
                    "Borttagna objekt",
                    "Papirkurv",
                    "Slettede elementer",
                    "Roskakori",
                    "Kosz",
                    "Elementy usunięte",
                    "Koš",
                    "Корзина",
                    "Удаленные",
                    "Кошик",
                    "已删除",
                    "已删除邮件",
                    "垃圾桶",
                    "ごみ箱",
                    "ゴミ箱",
                    "削除済みアイテム",
                    "휴지통",
                    "지운편지함",
                    "Çöp Kutusu",
                    "Silinmiş Öğeler",
                    "Κάδος"),
            Role.JUNK,
            List.of(
                    "Junk",
                    "Spam",
                    "Junk E-mail",
                    "Junk Email",
                    "Junk Mail",
                    "Bulk Mail",
                    "Bulk",
                    "Spamverdacht",
                    "Unerwünscht",
                    "Junk-E-Mail",
                    "Werbung",
                    "Courrier indésirable",
                    "Indésirables",
                    "Pourriel",
                    "Correo no deseado",
                    "No deseado",
                    "Lixo Eletrônico",
                    "Lixo eletrónico",
                    "Posta indesiderata",
                    "Ongewenst",
                    "Ongewenste e-mail",
                    "Ongewenste mail",
                    "Skräppost",
                    "Søppelpost",
                    "Uønsket mail",
                    "Roskaposti",
                    "Wiadomości-śmieci",
                    "Nevyžádaná pošta",
                    "Спам",
                    "Нежелательная почта",
                    "垃圾邮件",
                    "垃圾郵件",
                    "迷惑メール",
                    "스팸메일함",
                    "스팸함",
                    "Önemsiz E-posta",
                    "Ανεπιθύμητα"),
            Role.ARCHIVE,
            List.of(
                    "Archive",
                    "Archives",
                    "Archived",
                    "Archiv",
                    "Archivo",
                    "Archivos",
                    "Arquivo",
                    "Arquivo Morto",
                    "Archivio",
                    "Archief",
                    "Arkiv",
                    "Arkisto",
                    "Archiwum",
                    "Archivovat",
                    "Архив",
                    "Архів",
                    "归档",
                    "存档",
                    "封存",
                    "アーカイブ",
                    "보관함",
                    "Arşiv",
                    "Αρχείο"),
            Role.ALL,
            List.of("[Gmail]/All Mail", "[Google Mail]/All Mail", "[Gmail]/Alle Nachrichten"),
            Role.FLAGGED,
            List.of("[Gmail]/Starred", "[Google Mail]/Starred", "[Gmail]/Markiert"));

    private MailboxRoles() {}

    /** The role of each listed mailbox by its place; those without one are left out. */
    static Map<Listed, Role> assign(List<Listed> mailboxes) {
        Map<Role, Listed> byRole = new HashMap<>();
        for (Listed mailbox : mailboxes) {
            if (mailbox.name().value().equals("INBOX")) {
                byRole.put(Role.INBOX, mailbox);
                continue;
            }
            for (String attribute : mailbox.attributes()) {
                Role.of(attribute)
                        .filter(role -> role != Role.INBOX && attribute.startsWith("\\"))
                        .ifPresent(role -> byRole.putIfAbsent(role, mailbox));
            }
        }
        NAMES.forEach((role, names) -> {
            if (!byRole.containsKey(role)) {
                byName(mailboxes, names)
                        .filter(mailbox -> !byRole.containsValue(mailbox))
                        .ifPresent(mailbox -> byRole.put(role, mailbox));
            }
        });
        Map<Listed, Role> byMailbox = new HashMap<>();
        byRole.forEach((role, mailbox) -> byMailbox.putIfAbsent(mailbox, role));
        return byMailbox;
    }

    private static Optional<Listed> byName(List<Listed> mailboxes, List<String> names) {
        for (String name : names) {
            for (Listed mailbox : mailboxes) {
                String full = mailbox.name().value();
                if (mailbox.selectable() && (same(name, full) || same(name, bare(mailbox)))) {
                    return Optional.of(mailbox);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean same(String known, String name) {
        return known.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }

    /** The name below INBOX or Gmail's folder, where many servers put everything; the name itself elsewhere. */
    private static String bare(Listed mailbox) {
        String full = mailbox.name().value();
        String delimiter = mailbox.delimiter().orElse("");
        int level = delimiter.isEmpty() ? -1 : full.indexOf(delimiter);
        if (level < 0) {
            return full;
        }
        String top = full.substring(0, level);
        boolean passed = top.equalsIgnoreCase("INBOX") || top.equals("[Gmail]") || top.equals("[Google Mail]");
        return passed ? full.substring(level + delimiter.length()) : full;
    }
}
