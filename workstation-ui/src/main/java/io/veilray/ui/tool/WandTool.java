package io.veilray.ui.tool;

import io.veilray.ui.viewer.PointerEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.application.Platform;

/**
 * A click grows a region of similar values, a drag to the right or left takes in more or fewer of them. Grows off the
 * JavaFX thread, one at a time; the last one counts.
 */
public final class WandTool extends EditingTool {
    /** A drag this far doubles the spread of accepted values. */
    private static final double DOUBLED_VIEW_PX = 60;

    private static final Executor WORKER =
            task -> Thread.ofVirtual().name("veilray-wand").start(task);

    /** One press until its region is there. */
    private static final class Growth {
        private final Wand wand;
        private final double startX;
        private double times = 1;
        private boolean working;
        private boolean released;

        Growth(Wand wand, double startX) {
            this.wand = wand;
            this.startX = startX;
        }
    }

    private Growth growth;

    public WandTool(DrawingBoard board) {
        super(board);
    }

    @Override
    boolean idle() {
        return growth == null;
    }

    @Override
    void begin(PointerEvent e) {
        if (growth != null) { // of the press before, on its way
            return;
        }
        Wand.at(board.pixels(), e.image()).ifPresent(wand -> {
            growth = new Growth(wand, e.view().getX());
            board.begin(() -> growth = null);
            grow();
        });
    }

    @Override
    void drag(PointerEvent e) {
        if (!growth.released) {
            growth.times = Math.pow(2, (e.view().getX() - growth.startX) / DOUBLED_VIEW_PX);
            grow();
        }
    }

    @Override
    void end(PointerEvent e) {
        drag(e);
        growth.released = true;
        grow();
    }

    private void grow() {
        if (growth.working) {
            return;
        }
        Growth of = growth;
        double times = of.times;
        of.working = true;
        CompletableFuture.supplyAsync(() -> of.wand.grown(times), WORKER)
                .whenComplete((outline, problem) -> Platform.runLater(() -> grown(of, times, outline)));
    }

    /** @param outline null if it could not be grown, which only too little memory can bring about */
    private void grown(Growth of, double times, FreehandOutline outline) {
        of.working = false;
        if (of != growth) {
            return;
        }
        if (outline == null) {
            board.abandon();
        } else if (of.times != times) {
            grow();
        } else if (of.released) {
            growth = null;
            board.finish(outline);
        } else {
            board.show(Draft.of(outline));
        }
    }
}
