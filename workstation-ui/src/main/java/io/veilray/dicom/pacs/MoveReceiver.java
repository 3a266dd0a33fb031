package io.veilray.dicom.pacs;

/**
 * Where objects are received that an archive moves to us. The archive must know our AE title with this computer and port.
 *
 * @param bindHost the address of this computer to listen at, such as 127.0.0.1, or 0.0.0.0 for all
 * @param port 0 for a free one, which only helps where archive and station are the same computer's tests
 */
public record MoveReceiver(String bindHost, int port) {
    public MoveReceiver {
        Hosts.check(bindHost, port == 0 ? 1 : port);
    }
}
