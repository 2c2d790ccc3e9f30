package dev.manticore.migrations.internal.enginetest;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** Which fault comes at which call. */
@FunctionalInterface
public interface Faults {

    /** Called once for each call, with {@code open}, {@code identify} or the whole SQL. */
    Fault at(String call);

    /** None at all. */
    static Faults none() {
        return call -> Fault.none();
    }

    /** A fault script. Its lines are used in order, each at the next call that contains its text. */
    static Script script() {
        return new Script();
    }

    /** Random faults, at about one call of ten. */
    static Faults random(long seed, List<Fault> choice) {
        Random random = new Random(seed);
        int rarity = 4 + random.nextInt(16);
        return call -> random.nextInt(rarity) == 0 ? choice.get(random.nextInt(choice.size())) : Fault.none();
    }

    /** Collects lines. */
    final class Script {
        private final List<String> texts = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();

        public Script at(String text, Fault fault) {
            texts.add(text);
            faults.add(fault);
            return this;
        }

        public Script at(String text, int times, Fault fault) {
            for (int i = 0; i < times; i++) {
                at(text, fault);
            }
            return this;
        }

        /** Starts again at the first line. */
        Faults start() {
            Iterator<String> nextTexts = texts.iterator();
            Iterator<Fault> nextFaults = faults.iterator();
            return new Faults() {
                private String awaited = nextTexts.hasNext() ? nextTexts.next() : null;

                @Override
                public Fault at(String call) {
                    if (awaited == null || !call.contains(awaited)) {
                        return Fault.none();
                    }
                    awaited = nextTexts.hasNext() ? nextTexts.next() : null;
                    return nextFaults.next();
                }
            };
        }
    }
}
