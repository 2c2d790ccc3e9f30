package dev.manticore.migrations.internal.sql.text;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * An immutable list whose elements are made each time that they are asked for. The statements of a script are pieces of
 * its text; as objects of their own they would take the memory of the text again, and all at once.
 */
public final class LazyList<E> extends AbstractList<E> implements RandomAccess {
    private final int size;
    private final IntFunction<E> elements;

    /**
     * A list of this size.
     *
     * @param elements makes an element; pure, and never null
     */
    public LazyList(int size, IntFunction<E> elements) {
        this.size = size;
        this.elements = elements;
    }

    /** An immutable list of the same elements: this one if it is lazy, otherwise a copy. */
    public static <E> List<E> copyOf(List<E> list) {
        return list instanceof LazyList ? list : List.copyOf(list);
    }

    /** The elements of some lists, one list after the other. */
    public static <E> List<E> concat(Stream<List<E>> lists) {
        NavigableMap<Integer, List<E>> starts = new TreeMap<>();
        int size = 0;
        for (List<E> list : lists.map(LazyList::copyOf).toList()) {
            // One without elements would begin where the next one does.
            if (!list.isEmpty()) {
                starts.put(size, list);
                size += list.size();
            }
        }
        return new LazyList<>(size, index -> {
            Map.Entry<Integer, List<E>> list = starts.floorEntry(index);
            return list.getValue().get(index - list.getKey());
        });
    }

    @Override
    public E get(int index) {
        return elements.apply(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }
}
