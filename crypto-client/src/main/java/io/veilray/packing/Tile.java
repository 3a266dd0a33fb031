package io.veilray.packing;

/** A rectangle of output positions that is computed from polynomials of its own. */
public final class Tile {
    final int top;
    final int left;
    final TileGeometry geometry;
    private final int planes;
    private final int outputs;

    Tile(int top, int left, TileGeometry geometry, int planes, int outputs) {
        this.top = top;
        this.left = left;
        this.geometry = geometry;
        this.planes = planes;
        this.outputs = outputs;
    }

    /** Encrypted polynomials that travel up for this tile. */
    public int uploads() {
        return Math.ceilDiv(planes, geometry.planesPerUpload());
    }

    /** Responses that travel down. */
    public int responses() {
        return Math.ceilDiv(outputs, geometry.outputsPerResponse());
    }

    /** Whether weight polynomials made for the other tile serve this one too. */
    public boolean sharesWeightsWith(Tile other) {
        return geometry.equals(other.geometry);
    }
}
