package io.veilray.dicom;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The elements of a file or of a sequence item, in the order of their tags. Immutable. */
public final class DicomDataset implements Iterable<DicomElement> {
    private static final DicomDataset EMPTY = new DicomDataset(Map.of(), CharacterSet.DEFAULT);

    private final NavigableMap<Tag, DicomElement> elements;
    private final CharacterSet inherited;

    DicomDataset(Map<Tag, DicomElement> elements) {
        this(elements, CharacterSet.DEFAULT);
    }

    /** @param inherited the character set of the data set that this is an item of */
    DicomDataset(Map<Tag, DicomElement> elements, CharacterSet inherited) {
        this(new TreeMap<>(elements), inherited);
    }

    private DicomDataset(NavigableMap<Tag, DicomElement> elements, CharacterSet inherited) {
        this.elements = elements;
        this.inherited = inherited;
    }

    public static DicomDataset empty() {
        return EMPTY;
    }

    public static DatasetBuilder builder() {
        return builder(CharacterSet.DEFAULT);
    }

    /** @param inherited the character set of the data set that this will be an item of */
    public static DatasetBuilder builder(CharacterSet inherited) {
        return new DatasetBuilder(Map.of(), inherited);
    }

    public DatasetBuilder toBuilder() {
        return new DatasetBuilder(elements, inherited);
    }

    public Optional<DicomElement> find(Tag tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    public boolean has(Tag tag) {
        return elements.containsKey(tag);
    }

    public int size() {
        return elements.size();
    }

    @Override
    public Iterator<DicomElement> iterator() {
        return stream().iterator();
    }

    public Stream<DicomElement> stream() {
        return elements.values().stream();
    }

    /** The items of a sequence, none if it is absent. */
    public List<DicomDataset> items(Tag tag) {
        CharacterSet characterSet = characterSet();
        return find(tag)
                .map(element -> element.items().stream()
                        .map(item -> new DicomDataset(item.elements, characterSet))
                        .toList())
                .orElse(List.of());
    }

    /** Its own Specific Character Set, or else that of the data set it is an item of (PS3.3 section C.12.1.1.2). */
    public CharacterSet characterSet() {
        return has(Tags.SPECIFIC_CHARACTER_SET) ? CharacterSet.of(codes(Tags.SPECIFIC_CHARACTER_SET)) : inherited;
    }

    /** The first value of a code, a UID or a number written as text; empty if it is absent or blank. */
    public Optional<String> code(Tag tag) {
        return find(tag).flatMap(Values::code);
    }

    /** All values of a code or of numbers written as text; none if it is absent or blank. */
    public List<String> codes(Tag tag) {
        return find(tag).map(Values::codes).orElse(List.of());
    }

    /** One line of free text in the data set's character set, without control characters; empty if absent or blank. */
    public Optional<String> text(Tag tag) {
        return find(tag)
                .map(element -> Values.text(element, characterSet()))
                .map(text -> text.replaceAll("\\p{Cntrl}+", " ").strip())
                .filter(text -> !text.isEmpty());
    }

    /** All values of a text in the data set's character set, none if it is absent; blank ones are empty. */
    public List<String> texts(Tag tag) {
        return find(tag).map(element -> Values.texts(element, characterSet())).orElse(List.of());
    }

    /** The first whole number, binary or written out; empty if it is absent or blank. */
    public OptionalInt integer(Tag tag) throws DicomException {
        List<Integer> all = integers(tag);
        return all.isEmpty() ? OptionalInt.empty() : OptionalInt.of(all.getFirst());
    }

    /** All whole numbers, binary or written out; none if it is absent or blank. */
    public List<Integer> integers(Tag tag) throws DicomException {
        DicomElement element = elements.get(tag);
        return element == null ? List.of() : Values.integers(element);
    }

    /** A whole number that the file must have. */
    public int requiredInteger(Tag tag) throws DicomException {
        return integer(tag).orElseThrow(() -> new DicomException(tag + " is missing"));
    }

    /** The first of one or more decimal numbers, binary or written out; empty if it is absent or blank. */
    public OptionalDouble decimal(Tag tag) throws DicomException {
        List<Double> all = decimals(tag);
        return all.isEmpty() || all.getFirst().isNaN() ? OptionalDouble.empty() : OptionalDouble.of(all.getFirst());
    }

    /** All of one or more decimal numbers, binary or written out, NaN for a blank one; none if all is absent or blank. */
    public List<Double> decimals(Tag tag) throws DicomException {
        DicomElement element = elements.get(tag);
        return element == null ? List.of() : Values.decimals(element);
    }

    /** The same data set in memory of its own, which outlives the file it was read from. */
    public DicomDataset detached() {
        NavigableMap<Tag, DicomElement> copies = new TreeMap<>();
        elements.forEach((tag, element) -> copies.put(tag, element.detached()));
        return new DicomDataset(copies, inherited);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DicomDataset that && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    /** Says the number of elements only: their values may be the patient's. */
    @Override
    public String toString() {
        return "data set of " + elements.size() + " elements";
    }
}
