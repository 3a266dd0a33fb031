package io.veilray.ui.classify;

import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.ui.text.Messages;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Where a result comes from: model, training, region, time, bytes, server and encryption. */
final class ResultFacts {
    private final Messages messages;
    private final Figures figures;
    private final Words words;

    ResultFacts(Messages messages) {
        this.messages = messages;
        this.figures = new Figures(messages);
        this.words = new Words(messages);
    }

    Facts of(ClassifyResult now) {
        Classification found = now.classification();
        Region region = found.region();
        DateTimeFormatter time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(messages.locale())
                .withZone(ZoneId.systemDefault());
        NonlinearMode mode = NonlinearMode.of(found.mode());
        return new Facts()
                .add(messages.get("classify.card.mode"), words.protection(mode))
                .add(
                        messages.get("classify.model"),
                        words.title(now.model()) + " (" + found.model() + " " + found.modelVersion() + ")")
                .add(messages.get("classify.card.training"), now.model().training())
                .add(
                        messages.get("classify.result.region"),
                        messages.get(
                                "classify.result.region.value",
                                messages.get("classify.figure.size", region.widthPx(), region.heightPx()),
                                String.valueOf(region.xPx()),
                                String.valueOf(region.yPx()),
                                messages.get(
                                        "classify.figure.size",
                                        now.model().input().widthPx(),
                                        now.model().input().heightPx())))
                .add(
                        messages.get("classify.result.time"),
                        messages.get(
                                "classify.result.time.value",
                                before(now, figures.seconds(now.seconds())),
                                found.rounds(),
                                time.format(now.finished())))
                .add(
                        messages.get("classify.result.bytes"),
                        messages.get(
                                "classify.result.bytes.value",
                                figures.bytes(found.bytesUp()),
                                figures.bytes(found.bytesDown()),
                                before(now, figures.bytes(found.bytesOffline()))))
                .add(
                        messages.get("classify.connection.server"),
                        words.server(now.server().address()))
                .add(
                        messages.get("classify.result.encryption"),
                        mode.heParameters().toString());
    }

    private String before(ClassifyResult now, String figure) {
        return now.preparedBefore() ? words.prepared(figure) : figure;
    }
}
