package io.veilray.ui.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

/** JSON as it is printed and written: indented, nulls written, letters as they are. */
public final class JsonOutput {
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private JsonOutput() {}

    public static String text(JsonObject json) {
        return GSON.toJson(json);
    }
}
