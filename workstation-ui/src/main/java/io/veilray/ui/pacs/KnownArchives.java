package io.veilray.ui.pacs;

import io.veilray.dicom.pacs.AeTitle;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.MoveReceiver;
import io.veilray.dicom.pacs.Password;
import io.veilray.dicom.pacs.TlsSettings;
import io.veilray.dicom.pacs.WebAddress;
import io.veilray.ui.prefs.ArchiveEntry;
import io.veilray.ui.prefs.ArchiveEntry.SignIn;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The user's archives, and the passwords given for them, which are forgotten with the window. On the JavaFX thread. */
final class KnownArchives implements AutoCloseable {
    private final ObservableList<ArchiveEntry> entries = FXCollections.observableArrayList();
    private final Map<String, Password> passwords = new HashMap<>();

    ObservableList<ArchiveEntry> entries() {
        return entries;
    }

    /** @param password empty to forget it */
    void password(ArchiveEntry of, char[] password) {
        Password before =
                password.length == 0 ? passwords.remove(of.name()) : passwords.put(of.name(), Password.of(password));
        if (before != null) {
            before.close();
        }
    }

    boolean hasPassword(ArchiveEntry of) {
        return passwords.containsKey(of.name());
    }

    boolean needsPassword(ArchiveEntry of) {
        return of.signIn() != SignIn.NONE && !hasPassword(of);
    }

    ArchiveOptions options(ArchiveEntry of) {
        Password password = of.signIn() == SignIn.NONE ? null : passwords.get(of.name());
        return password == null ? ArchiveOptions.DEFAULT : ArchiveOptions.DEFAULT.with(password);
    }

    /**
     * The checked address.
     *
     * @throws IllegalArgumentException with a sentence if it is none
     */
    static ArchiveAddress address(ArchiveEntry entry) {
        ArchiveAddress address = ArchiveAddress.parse(entry.address()).named(entry.name());
        if (!entry.certificateFile().isBlank() && address.tls().isPresent()) {
            address = address.with(TlsSettings.JDK.trusting(Path.of(entry.certificateFile())));
        }
        return address instanceof WebAddress web ? web(web, entry) : dimse((DimseAddress) address, entry);
    }

    private static ArchiveAddress web(WebAddress address, ArchiveEntry entry) {
        String user = entry.signIn() == SignIn.PASSWORD ? entry.user() : "";
        return address.user(user).unprotected(entry.unprotected());
    }

    private static ArchiveAddress dimse(DimseAddress address, ArchiveEntry entry) {
        DimseAddress named = entry.station().isBlank() ? address : address.calling(new AeTitle(entry.station()));
        return entry.receivePort() == 0 ? named : named.receivingAt(new MoveReceiver("0.0.0.0", entry.receivePort()));
    }

    Optional<ArchiveEntry> named(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    @Override
    public void close() {
        passwords.values().forEach(Password::close);
        passwords.clear();
    }
}
