package io.veilray.cloud.policy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The fields of one object of a policy, each with its type and range; a field that is missing has its default. */
final class PolicyFields {
    private static final int SHOWN_CHARACTERS = 80;
    private static final int MOST_TEXTS = 10_000;

    private final JsonObject json;
    private final String prefix;

    PolicyFields(JsonObject json, String prefix) {
        this.json = json;
        this.prefix = prefix;
    }

    /** @param known every field that there is */
    PolicyFields only(String... known) throws PolicyException {
        for (String name : json.keySet()) {
            if (!Set.of(known).contains(name)) {
                throw new PolicyException("policy field " + shown(prefix + name) + " is unknown: must be one of "
                        + String.join(", ", known));
            }
        }
        return this;
    }

    Set<String> names() {
        return json.keySet();
    }

    /** One without fields where it is missing. */
    PolicyFields object(String name) throws PolicyException {
        JsonElement value = json.has(name) ? json.get(name) : new JsonObject();
        if (!value.isJsonObject()) {
            throw refusal(name, value, "an object");
        }
        return new PolicyFields(value.getAsJsonObject(), prefix + name + ".");
    }

    int integer(String name, long least, int most, long missing) throws PolicyException {
        if (!json.has(name)) {
            return (int) missing;
        }
        String allowed = "a whole number from " + least + " to " + most;
        JsonElement value = json.get(name);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
            throw refusal(name, value, allowed);
        }
        double number = value.getAsDouble();
        if (number != Math.rint(number) || number < least || number > most) {
            throw refusal(name, value, allowed);
        }
        return (int) number;
    }

    boolean flag(String name, boolean missing) throws PolicyException {
        if (!json.has(name)) {
            return missing;
        }
        JsonElement value = json.get(name);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw refusal(name, value, "true or false");
        }
        return value.getAsBoolean();
    }

    boolean has(String name) {
        return json.has(name);
    }

    /** Empty where it is missing. */
    List<String> texts(String name) throws PolicyException {
        List<String> out = new ArrayList<>();
        JsonElement value = json.has(name) ? json.get(name) : new JsonArray();
        if (!value.isJsonArray() || value.getAsJsonArray().size() > MOST_TEXTS) {
            throw refusal(name, value, "a list of at most " + MOST_TEXTS + " texts");
        }
        for (JsonElement each : value.getAsJsonArray()) {
            if (!each.isJsonPrimitive() || !each.getAsJsonPrimitive().isString()) {
                throw refusal(name, each, "a list of texts");
            }
            out.add(each.getAsString());
        }
        return out;
    }

    PolicyException refusal(String name, Object value, String allowed) {
        return new PolicyException(
                "policy field " + shown(prefix + name) + " is " + shown(value.toString()) + ": must be " + allowed);
    }

    static String shown(String text) {
        return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text;
    }
}
