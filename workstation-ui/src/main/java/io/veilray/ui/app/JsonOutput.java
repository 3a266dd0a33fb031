package io.veilray.ui.app;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

/** JSON as the commands print it: indented, nulls written, letters as they are. */
final class JsonOutput {
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private JsonOutput() {}

    static String text(JsonObject json) {
        return GSON.toJson(json);
    }
}
