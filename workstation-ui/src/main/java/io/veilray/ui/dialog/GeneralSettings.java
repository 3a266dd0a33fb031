package io.veilray.ui.dialog;

import io.veilray.ui.prefs.Look;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Wrapped;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Look, language, overlay, recent files. */
final class GeneralSettings extends VBox {
    private static final double GAP_PX = 8;

    private final Messages messages;
    private final Settings settings;

    GeneralSettings(Messages messages, Settings settings) {
        this.messages = messages;
        this.settings = settings;
        setSpacing(GAP_PX);
        getChildren().addAll(heading("settings.look"), look(), heading("settings.textSize"), textSize());
        getChildren().addAll(heading("settings.language"), language());
        getChildren().add(Wrapped.text(messages.get("settings.language.restart"), "hint"));
        getChildren().addAll(heading("settings.opacity"), opacity(), recent());
        getChildren().add(Wrapped.text(messages.get("settings.recent.hint"), "hint"));
    }

    private Node look() {
        ToggleGroup group = new ToggleGroup();
        FlowPane row = new FlowPane(2 * GAP_PX, GAP_PX);
        for (Look look : Look.values()) {
            row.getChildren().add(theme(look, group));
        }
        return row;
    }

    private RadioButton theme(Look look, ToggleGroup group) {
        String name = look.name().toLowerCase(Locale.ROOT);
        RadioButton button = new RadioButton(messages.get("settings.theme." + name));
        button.setId("settings-" + name);
        button.setToggleGroup(group);
        button.setSelected(settings.now().look() == look);
        button.setOnAction(event -> settings.change(now -> now.withLook(look)));
        return button;
    }

    private Node textSize() {
        ComboBox<Integer> box = new ComboBox<>();
        box.setId("settings-text-size");
        box.setAccessibleText(messages.get("settings.textSize"));
        for (int size = Preferences.LEAST_TEXT_PERCENT; size <= Preferences.MOST_TEXT_PERCENT; size += 10) {
            box.getItems().add(size);
        }
        box.setConverter(new Percent());
        box.setValue(settings.now().textPercent());
        box.setOnAction(event -> settings.change(now -> now.withTextPercent(box.getValue())));
        return box;
    }

    private final class Percent extends StringConverter<Integer> {
        @Override
        public String toString(Integer percent) {
            return percent == null ? "" : messages.get("settings.percent", percent);
        }

        @Override
        public Integer fromString(String text) {
            throw new UnsupportedOperationException("sizes are chosen, not typed");
        }
    }

    private Node language() {
        ComboBox<Locale> box = new ComboBox<>();
        box.setId("settings-language");
        box.setAccessibleText(messages.get("settings.language"));
        box.setConverter(new OwnName());
        box.getItems().setAll(Messages.LANGUAGES);
        String chosen = settings.now().language();
        box.setValue(
                chosen.isEmpty()
                        ? messages.locale()
                        : Messages.of(Locale.of(chosen)).locale());
        box.setOnAction(
                event -> settings.change(now -> now.withLanguage(box.getValue().getLanguage())));
        return box;
    }

    private Node opacity() {
        Slider slider = new Slider(0, 1, settings.now().overlayOpacity());
        slider.setId("settings-opacity");
        slider.setAccessibleText(messages.get("settings.opacity"));
        slider.setBlockIncrement(0.1);
        slider.setPrefWidth(240);
        Label percent = new Label();
        percent.textProperty()
                .bind(slider.valueProperty()
                        .map(value -> messages.get("settings.percent", Math.round(value.doubleValue() * 100))));
        slider.valueProperty()
                .addListener((value, before, now) -> settings.change(old -> old.withOverlayOpacity(now.doubleValue())));
        return new HBox(2 * GAP_PX, slider, percent);
    }

    private Node recent() {
        CheckBox box = new CheckBox(messages.get("settings.recent"));
        box.setId("settings-recent");
        box.setSelected(settings.now().rememberFiles());
        box.setOnAction(event -> settings.change(now -> now.withRememberFiles(box.isSelected())));
        return box;
    }

    private Label heading(String key) {
        return Wrapped.text(messages.get(key), "section");
    }

    /** A language in its own words, so that it is found by who cannot read the present one. */
    private static final class OwnName extends StringConverter<Locale> {
        @Override
        public String toString(Locale locale) {
            return locale == null ? "" : locale.getDisplayLanguage(locale);
        }

        @Override
        public Locale fromString(String text) {
            throw new UnsupportedOperationException("languages are chosen, not typed");
        }
    }
}
