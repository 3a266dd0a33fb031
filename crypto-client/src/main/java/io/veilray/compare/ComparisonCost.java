package io.veilray.compare;

/**
 * What one comparison costs. All numbers but the first are per comparison.
 *
 * @param flights online messages of a whole run
 * @param clientReceives random transfers with the client as receiver
 * @param serverReceives random transfers with the server as receiver
 * @param offlineBits sent ahead of time, both ways together, the making of the transfers left out
 * @param upBits sent online by the client
 * @param downBits sent online by the server
 */
public record ComparisonCost(
        int flights, int clientReceives, int serverReceives, int offlineBits, int upBits, int downBits) {
    public int transfers() {
        return clientReceives + serverReceives;
    }

    public int onlineBits() {
        return upBits + downBits;
    }
}
