package io.veilray.cloud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator who drops a model into a folder must get it served, or told in one sentence which file is wrong. */
class ModelFolderTest {
    private static final String CARD = OnnxBuilder.card(8, 8, 2, 41, 2, "null");

    @TempDir
    Path folder;

    private byte[] onnx;

    @BeforeEach
    void buildModel() {
        OnnxBuilder builder = new OnnxBuilder(1, 1, 8, 8);
        onnx = builder.build(builder.dense("x", 64, 2));
    }

    private void write(String onnxName, String cardName, String card) throws IOException {
        Path model = folder.resolve(onnxName);
        Files.createDirectories(model.getParent());
        Files.write(model, onnx);
        Files.writeString(folder.resolve(cardName), card);
    }

    private String refusal() {
        return assertThrows(ModelException.class, () -> ModelFolder.read(folder))
                .getMessage();
    }

    @Test
    void bothLayouts_areRead() throws Exception {
        write("one/model.onnx", "one/card.json", CARD.replace("test-net", "one"));
        write("two.onnx", "two.json", CARD.replace("test-net", "two"));
        Files.writeString(folder.resolve("notes.txt"), "not a model");
        List<String> ids = ModelFolder.read(folder).stream()
                .map(model -> model.info().id())
                .toList();
        assertEquals(List.of("one", "two"), ids);
    }

    @Test
    void oneIdTwice_isRefusedNamingBothFiles() throws Exception {
        write("one.onnx", "one.json", CARD);
        write("two.onnx", "two.json", CARD);
        String message = refusal();
        assertTrue(message.contains("test-net") && message.contains("one.json") && message.contains("two.json"));
    }

    @Test
    void folderWithoutModels_saysWhatBelongsThere() {
        assertTrue(refusal().contains("NAME.onnx"));
        folder = folder.resolve("nowhere");
        assertTrue(refusal().contains("no folder"));
    }

    @Test
    void modelWithoutCard_namesTheCard() throws Exception {
        Files.write(folder.resolve("one.onnx"), onnx);
        assertTrue(refusal().contains("add " + folder.resolve("one.json")));
    }

    @Test
    void oversizedFiles_areRefusedUnread() throws Exception {
        write("one.onnx", "one.json", CARD);
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("one.onnx").toFile(), "rw")) {
            file.setLength(OnnxGraph.MAX_BYTES + 1L);
        }
        assertTrue(refusal().contains("one.onnx of " + (OnnxGraph.MAX_BYTES + 1)));
        write("one.onnx", "one.json", CARD + " ".repeat(ModelCard.MAX_BYTES));
        assertTrue(refusal().contains("one.json of "));
    }

    @Test
    void unusableModel_isNamedByItsFile() throws Exception {
        write("one.onnx", "one.json", CARD);
        Files.write(folder.resolve("one.onnx"), new byte[] {1, 2, 3});
        assertTrue(refusal().startsWith(folder.resolve("one.onnx").toString()));
        write("one.onnx", "one.json", CARD);
        Files.write(folder.resolve("one.json"), new byte[] {(byte) 0xc3, '('});
        assertTrue(refusal().contains("UTF-8"));
    }
}
