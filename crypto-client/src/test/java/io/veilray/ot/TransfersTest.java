package io.veilray.ot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TransfersTest {
    @Test
    void everyTransfer_agrees() throws Exception {
        try (Transfers client = Transfers.ofClient();
                Transfers server = Transfers.ofServer()) {
            assertEquals(4, Talk.refill(client, server, 10_000_100, 5000).size());
            for (int i = 0; i < 3; i++) {
                DealtPadsTest.requireAgreement(5000, server.sending(), client.receiving());
            }
            DealtPadsTest.requireAgreement(5000, client.sending(), server.receiving());
        }
    }
}
