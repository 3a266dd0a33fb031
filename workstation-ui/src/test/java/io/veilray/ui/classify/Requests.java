package io.veilray.ui.classify;

import io.veilray.region.Region;
import io.veilray.region.RegionMask;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.scan.Scan;
import java.util.List;

/** Requests for regions of a gradient. */
final class Requests {
    private Requests() {}

    static Scan gradient() {
        float[] values = new float[64 * 48];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 64;
        }
        return new Scan(new Slice(64, 48, values, Window.between(0, 63), false), "gradient 64x48", List.of());
    }

    static ClassifyRequest of(String model, Region region) {
        return new ClassifyRequest(gradient(), region, RegionMask.ALL, "Region 1", "slice 1", model);
    }

    static ClassifyRequest of(String model) {
        return of(model, new Region(4, 4, 40, 40));
    }
}
