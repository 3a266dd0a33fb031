package io.veilray.dicom.derived;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node of a report's content tree, PS3.3 section C.17.3.
 *
 * @param relationship to the item above; empty for the root
 * @param concept its name; empty where the template gives none, as for an image
 */
record ContentItem(
        Optional<Relationship> relationship, Optional<Code> concept, ItemValue value, List<ContentItem> children) {
    ContentItem {
        children = List.copyOf(children);
    }

    static ContentItem of(Relationship relationship, Code concept, ItemValue value, ContentItem... children) {
        return new ContentItem(Optional.of(relationship), Optional.of(concept), value, Arrays.asList(children));
    }

    static ContentItem image(Relationship relationship, ImageReference image) {
        return new ContentItem(Optional.of(relationship), Optional.empty(), new ItemValue.Image(image), List.of());
    }

    static ContentItem container(Relationship relationship, Code concept, List<ContentItem> children) {
        return new ContentItem(
                Optional.of(relationship), Optional.of(concept), new ItemValue.Container(Optional.empty()), children);
    }

    static ContentItem text(Relationship relationship, Code concept, String text) {
        return of(relationship, concept, new ItemValue.Text(text));
    }

    static ContentItem code(Relationship relationship, Code concept, Code code) {
        return of(relationship, concept, new ItemValue.Coded(code));
    }

    boolean isNamed(Code name) {
        return concept.filter(own -> own.is(name)).isPresent();
    }

    /** The items right below it with that name. */
    Stream<ContentItem> named(Code name) {
        return children.stream().filter(child -> child.isNamed(name));
    }

    Optional<String> text(Code name) {
        return named(name)
                .map(ContentItem::value)
                .filter(ItemValue.Text.class::isInstance)
                .map(value -> ((ItemValue.Text) value).text())
                .findFirst();
    }

    Optional<String> uid(Code name) {
        return named(name)
                .map(ContentItem::value)
                .filter(ItemValue.Uid.class::isInstance)
                .map(value -> ((ItemValue.Uid) value).uid())
                .findFirst();
    }

    Optional<Code> code(Code name) {
        return named(name)
                .map(ContentItem::value)
                .filter(ItemValue.Coded.class::isInstance)
                .map(value -> ((ItemValue.Coded) value).code())
                .findFirst();
    }
}
