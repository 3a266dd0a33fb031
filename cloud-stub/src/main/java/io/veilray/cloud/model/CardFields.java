package io.veilray.cloud.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a JSON object of a model card, each read with its type and range, so that a refusal can name it. */
final class CardFields {
    private static final int SHOWN_CHARACTERS = 80;

    private final JsonObject json;
    private final String prefix;

    private CardFields(JsonObject json, String prefix) {
        this.json = json;
        this.prefix = prefix;
    }

    /** Reads strict JSON: no comments, no bare words, no NaN. */
    static CardFields parse(String text) throws ModelException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = JsonParser.parseReader(reader);
            if (element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return new CardFields(element.getAsJsonObject(), "");
            }
        } catch (JsonParseException | IOException e) {
            throw new ModelException("model card is not JSON: " + firstLine(e.getMessage()), e);
        }
        throw new ModelException("model card is not one JSON object: it must be {\"format\":1, ...} and nothing else");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    CardFields object(String name) throws ModelException {
        JsonElement value = need(name, "an object");
        if (!value.isJsonObject()) {
            throw refusal(name, value, "an object");
        }
        return new CardFields(value.getAsJsonObject(), prefix + name + ".");
    }

    /** An object, or empty for null. */
    Optional<CardFields> objectOrNull(String name) throws ModelException {
        return need(name, "an object or null").isJsonNull() ? Optional.empty() : Optional.of(object(name));
    }

    /** An object, or empty where the field is missing. */
    Optional<CardFields> objectIfAny(String name) throws ModelException {
        return json.has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /** An object, or one without fields where it is missing. */
    CardFields objectOrEmpty(String name) throws ModelException {
        return json.has(name) ? object(name) : new CardFields(new JsonObject(), prefix + name + ".");
    }

    String text(String name, int maxCharacters) throws ModelException {
        return text(name, need(name, "a text"), maxCharacters);
    }

    private String text(String name, JsonElement value, int maxCharacters) throws ModelException {
        if (!isPrimitive(value) || !value.getAsJsonPrimitive().isString()) {
            throw refusal(name, value, "a text");
        }
        String text = value.getAsString();
        if (text.isBlank() || text.length() > maxCharacters) {
            throw new ModelException("model card field " + prefix + name + " is a text of " + text.length()
                    + " characters: must be 1 to " + maxCharacters + " and not blank");
        }
        return text;
    }

    int integer(String name, int least, int most) throws ModelException {
        String allowed = "a whole number from " + least + " to " + most;
        double value = number(name, need(name, allowed), allowed);
        if (value != Math.rint(value) || value < least || value > most) {
            throw refusal(name, json.get(name), allowed);
        }
        return (int) value;
    }

    /** The same, or {@code missing} where the field is. */
    int integerOr(String name, int least, int most, int missing) throws ModelException {
        return json.has(name) ? integer(name, least, most) : missing;
    }

    double number(String name, double least, double most) throws ModelException {
        String allowed = "a number from " + least + " to " + most;
        double value = number(name, need(name, allowed), allowed);
        if (!(value >= least && value <= most)) {
            throw refusal(name, json.get(name), allowed);
        }
        return value;
    }

    private double number(String name, JsonElement value, String allowed) throws ModelException {
        if (!isPrimitive(value) || !value.getAsJsonPrimitive().isNumber()) {
            throw refusal(name, value, allowed);
        }
        return value.getAsDouble();
    }

    /** True or false; false where the field is missing. */
    boolean flag(String name) throws ModelException {
        JsonElement value = json.get(name);
        if (value == null) {
            return false;
        }
        if (!isPrimitive(value) || !value.getAsJsonPrimitive().isBoolean()) {
            throw refusal(name, value, "true or false");
        }
        return value.getAsBoolean();
    }

    List<String> texts(String name, int minItems, int maxItems, int maxCharacters) throws ModelException {
        JsonArray array = array(name, minItems, maxItems, "texts");
        List<String> out = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            out.add(text(name + "[" + i + "]", array.get(i), maxCharacters));
        }
        return out;
    }

    double[] numbers(String name, int maxItems) throws ModelException {
        return numbers(name, array(name, 1, maxItems, "numbers"));
    }

    /** A list of lists of numbers. */
    double[][] table(String name, int maxRows, int maxColumns) throws ModelException {
        JsonArray rows = array(name, 1, maxRows, "lists of numbers");
        double[][] out = new double[rows.size()][];
        for (int r = 0; r < out.length; r++) {
            String row = name + "[" + r + "]";
            out[r] = numbers(row, array(row, rows.get(r), 1, maxColumns, "numbers"));
        }
        return out;
    }

    private double[] numbers(String name, JsonArray array) throws ModelException {
        double[] out = new double[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = number(name + "[" + i + "]", array.get(i), "a number");
        }
        return out;
    }

    private JsonArray array(String name, int minItems, int maxItems, String of) throws ModelException {
        return array(name, need(name, listOf(minItems, maxItems, of)), minItems, maxItems, of);
    }

    private JsonArray array(String name, JsonElement value, int minItems, int maxItems, String of)
            throws ModelException {
        if (!value.isJsonArray()
                || value.getAsJsonArray().size() < minItems
                || value.getAsJsonArray().size() > maxItems) {
            throw refusal(name, value, listOf(minItems, maxItems, of));
        }
        return value.getAsJsonArray();
    }

    private static String listOf(int minItems, int maxItems, String of) {
        return "a list of " + minItems + " to " + maxItems + " " + of;
    }

    /** Every field of this object as a number that is finite and not negative. */
    Map<String, Double> magnitudes() throws ModelException {
        Map<String, Double> out = new LinkedHashMap<>();
        for (String name : json.keySet()) {
            out.put(name, number(name, 0, Double.MAX_VALUE));
        }
        return out;
    }

    private static boolean isPrimitive(JsonElement value) {
        return value instanceof JsonPrimitive;
    }

    private JsonElement need(String name, String allowed) throws ModelException {
        JsonElement value = json.get(name);
        if (value == null) {
            throw new ModelException("model card lacks the field \"" + prefix + name + "\": add it, " + allowed);
        }
        return value;
    }

    private ModelException refusal(String name, JsonElement value, String allowed) {
        String shown = value.toString();
        return new ModelException("model card field " + prefix + name + " is "
                + (shown.length() > SHOWN_CHARACTERS ? shown.substring(0, SHOWN_CHARACTERS) + "..." : shown)
                + ": must be " + allowed);
    }
}
