package dev.manticore.migrations.internal.sql.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shows that a lazy list is a list like any other, and makes its elements only when they are asked for. */
class LazyListTest {
    private final List<Integer> asked = new ArrayList<>();
    private final LazyList<String> list = new LazyList<>(3, index -> {
        asked.add(index);
        return "e" + index;
    });

    @Test
    void makesWhatIsAskedFor() {
        assertThat(LazyList.copyOf(list)).isSameAs(list);
        assertThat(asked).isEmpty();
        assertThat(list.get(1)).isEqualTo("e1");
        assertThat(asked).containsExactly(1);
        assertThat(list).isEqualTo(List.of("e0", "e1", "e2")).hasSameHashCodeAs(List.of("e0", "e1", "e2"));
    }

    @Test
    void refusesOtherIndicesAndChanges() {
        assertThatThrownBy(() -> list.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.set(0, "x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> list.add("x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void joinsLists() {
        List<String> joined = LazyList.concat(Stream.of(List.of(), List.of("a"), list, List.of("z")));

        assertThat(asked).isEmpty();
        assertThat(joined).containsExactly("a", "e0", "e1", "e2", "z");
        assertThat(LazyList.concat(Stream.of())).isEmpty();
    }

    @Test
    void copiesAListThatMayChange() {
        List<String> changing = new ArrayList<>(List.of("a"));
        List<String> copy = LazyList.copyOf(changing);
        changing.clear();
        assertThat(copy).containsExactly("a");
    }
}
