package io.veilray.dicom.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.Dictionary;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The DICOM JSON model, PS3.18 annex F, as a data set. Its texts are UTF-8 whatever its Specific Character Set says (F.2),
 * which archives copy from the file. Values that are elsewhere (BulkDataURI) are left out and never fetched.
 */
final class JsonModel {
    private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");
    private static final byte[] UTF_8 = "ISO_IR 192".getBytes(StandardCharsets.US_ASCII);

    private JsonModel() {}

    static DicomDataset dataset(JsonElement json) throws IOException {
        DatasetBuilder dataset = items(object(json, "a data set"));
        dataset.put(DicomElement.of(Tags.SPECIFIC_CHARACTER_SET, Vr.CS, UTF_8));
        return dataset.build();
    }

    private static DatasetBuilder items(JsonObject json) throws IOException {
        DatasetBuilder dataset = DicomDataset.builder();
        for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
            if (!TAG.matcher(entry.getKey()).matches()) {
                throw new AnswerException("a tag in it is not 8 hexadecimal digits");
            }
            Tag tag = Tag.of((int) Long.parseLong(entry.getKey(), 16));
            if (!tag.equals(Tags.SPECIFIC_CHARACTER_SET)) {
                element(tag, object(entry.getValue(), tag.toString())).ifPresent(dataset::put);
            }
        }
        return dataset;
    }

    private static Optional<DicomElement> element(Tag tag, JsonObject json) throws IOException {
        Vr vr = vr(tag, json.get("vr"));
        if (json.has("BulkDataURI")) {
            return Optional.empty();
        }
        if (json.has("InlineBinary")) {
            return Optional.of(DicomElement.padded(tag, vr, binary(tag, json.get("InlineBinary"))));
        }
        JsonArray values = json.has("Value") ? array(tag, json.get("Value")) : new JsonArray();
        if (vr == Vr.SQ) {
            return Optional.of(DicomElement.sequence(tag, sequence(tag, values)));
        }
        byte[] bytes = vr.isText() ? text(tag, values) : JsonNumbers.bytes(tag, vr, values);
        return Optional.of(DicomElement.padded(tag, vr, bytes));
    }

    private static Vr vr(Tag tag, JsonElement json) throws IOException {
        if (json == null) {
            return Dictionary.vr(tag);
        }
        String name = string(tag, json);
        return Arrays.stream(Vr.values())
                .filter(vr -> vr.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AnswerException("" + tag + " has a value representation that is none"));
    }

    private static List<DicomDataset> sequence(Tag tag, JsonArray values) throws IOException {
        List<DicomDataset> all = new ArrayList<>();
        for (JsonElement value : values) {
            all.add(
                    value.isJsonNull()
                            ? DicomDataset.empty()
                            : items(object(value, tag.toString())).build());
        }
        return all;
    }

    private static byte[] text(Tag tag, JsonArray values) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonElement value : values) {
            texts.add(value.isJsonNull() ? "" : value.isJsonObject() ? name(tag, value) : string(tag, value));
        }
        return String.join("\\", texts).getBytes(StandardCharsets.UTF_8);
    }

    /** The groups of a person's name, PS3.18 table F.2.3-1. */
    private static String name(Tag tag, JsonElement json) throws IOException {
        JsonObject groups = json.getAsJsonObject();
        List<String> parts = new ArrayList<>();
        for (String group : List.of("Alphabetic", "Ideographic", "Phonetic")) {
            parts.add(groups.has(group) ? string(tag, groups.get(group)) : "");
        }
        String name = String.join("=", parts);
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '=') {
            end--;
        }
        return name.substring(0, end);
    }

    private static byte[] binary(Tag tag, JsonElement json) throws IOException {
        try {
            return Base64.getDecoder().decode(string(tag, json));
        } catch (IllegalArgumentException e) {
            throw new AnswerException("" + tag + " in it is no base64");
        }
    }

    private static JsonObject object(JsonElement json, String what) throws IOException {
        if (json == null || !json.isJsonObject()) {
            throw new AnswerException("" + what + " in it is no object");
        }
        return json.getAsJsonObject();
    }

    private static JsonArray array(Tag tag, JsonElement json) throws IOException {
        if (!json.isJsonArray()) {
            throw new AnswerException("the value of " + tag + " in it is no array");
        }
        return json.getAsJsonArray();
    }

    /** A text, or a number as it is written. */
    static String string(Tag tag, JsonElement json) throws IOException {
        if (!json.isJsonPrimitive()) {
            throw new AnswerException("a value of " + tag + " in it is neither text nor number");
        }
        return json.getAsString();
    }
}
