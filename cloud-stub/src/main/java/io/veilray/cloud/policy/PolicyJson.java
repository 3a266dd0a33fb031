package io.veilray.cloud.policy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;

/** Reads strict JSON: no comments, no bare words, and no field twice, of which Gson would keep the last. */
final class PolicyJson {
    private PolicyJson() {}

    static JsonObject parse(String text) throws PolicyException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = read(reader, "");
            if (element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return element.getAsJsonObject();
            }
        } catch (PolicyException e) {
            throw e;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new PolicyException("the policy is not JSON: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        throw new PolicyException(
                "the policy is not one JSON object: it must be {\"format\": 1, ...} and nothing else");
    }

    private static JsonElement read(JsonReader reader, String path) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(reader, path);
            case BEGIN_ARRAY -> array(reader, path);
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> new JsonPrimitive(new BigDecimal(reader.nextString()));
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            default -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
        };
    }

    private static JsonObject object(JsonReader reader, String path) throws IOException {
        JsonObject out = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            JsonElement value = read(reader, path + name + ".");
            if (out.has(name)) {
                throw new PolicyException(
                        "policy field " + PolicyFields.shown(path + name) + " stands there twice: give it once");
            }
            out.add(name, value);
        }
        reader.endObject();
        return out;
    }

    private static JsonArray array(JsonReader reader, String path) throws IOException {
        JsonArray out = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            out.add(read(reader, path));
        }
        reader.endArray();
        return out;
    }
}
