package io.veilray.result;

import java.util.Arrays;
import java.util.Optional;

/** What speaks for the winning class, anywhere in its region: the cells of the map, bilinear between their centres. */
public final class EvidenceField {
    private final EvidenceMap map;
    private final double[] cells;
    private final double largest;

    private EvidenceField(EvidenceMap map, int winner) {
        this.map = map;
        this.cells = map.inFavourOf(winner);
        this.largest = Math.max(Arrays.stream(cells).max().orElse(0), 0);
    }

    /** Empty if the model gives no map or there is no opinion that it could speak for. */
    public static Optional<EvidenceField> of(Classification result) {
        return result.hasOpinion()
                ? result.evidence().map(map -> new EvidenceField(map, result.winner()))
                : Optional.empty();
    }

    /** The value of full colour, in logits. */
    public double largest() {
        return largest;
    }

    public int rows() {
        return map.rows();
    }

    public int columns() {
        return map.columns();
    }

    /**
     * The share of the largest value at a place, from 0 to 1; 0 where nothing speaks for the class.
     *
     * @param down place from the region's top as a share of its height
     * @param right place from its left as a share of its width
     */
    public double share(double down, double right) {
        return largest == 0 ? 0 : Math.clamp(at(down * map.rows(), right * map.columns()) / largest, 0, 1);
    }

    /** The outermost cells reach to the border; in cells. */
    private double at(double row, double column) {
        int r = (int) Math.floor(row - 0.5);
        int c = (int) Math.floor(column - 0.5);
        double down = row - 0.5 - r;
        double right = column - 0.5 - c;
        double upper = cell(r, c) * (1 - right) + cell(r, c + 1) * right;
        double lower = cell(r + 1, c) * (1 - right) + cell(r + 1, c + 1) * right;
        return upper * (1 - down) + lower * down;
    }

    private double cell(int row, int column) {
        return cells[Math.clamp(row, 0, map.rows() - 1) * map.columns() + Math.clamp(column, 0, map.columns() - 1)];
    }
}
