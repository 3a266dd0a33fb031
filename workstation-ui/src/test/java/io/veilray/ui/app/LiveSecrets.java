package io.veilray.ui.app;

import io.veilray.protocol.NetworkShape;
import io.veilray.ring.Polynomial;
import io.veilray.wire.TicketCodec;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes copies of the secrets that are made inside a running client, by looking through its objects: the product itself
 * has no way to give them away. Keys of homomorphic encryption, and masks of tickets that wait.
 */
final class LiveSecrets {
    private final PlantedSecrets planted;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int keys;
    private int tickets;

    private LiveSecrets(PlantedSecrets planted) {
        this.planted = planted;
    }

    /** How many keys and tickets there were. */
    record Taken(int keys, int tickets) {}

    static Taken take(Object root, PlantedSecrets planted) throws ReflectiveOperationException {
        LiveSecrets live = new LiveSecrets(planted);
        live.walk(root);
        return new Taken(live.keys, live.tickets);
    }

    private void walk(Object root) throws ReflectiveOperationException {
        Deque<Object> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            Object at = open.pop();
            if (!seen.add(at)) {
                continue;
            }
            look(at);
            if (at instanceof Collection<?> all) {
                all.stream().filter(each -> each != null).forEach(open::add);
            } else if (at instanceof Map<?, ?> map) {
                open.addAll(map.values());
            } else if (at instanceof Optional<?> one) {
                one.ifPresent(open::add);
            } else if (at.getClass().getName().startsWith("io.veilray.")) {
                fields(at, open);
            }
        }
    }

    private static void fields(Object of, Deque<Object> open) throws ReflectiveOperationException {
        for (Class<?> type = of.getClass(); type.getName().startsWith("io.veilray."); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                    Object value = value(field, of);
                    if (value != null && !value.getClass().isArray()) {
                        open.add(value);
                    }
                }
            }
        }
    }

    private static Object value(Field field, Object of) throws ReflectiveOperationException {
        ((AccessibleObject) field).setAccessible(true);
        return field.get(of);
    }

    private static Object value(Object of, String field) throws ReflectiveOperationException {
        return value(of.getClass().getDeclaredField(field), of);
    }

    private void look(Object at) throws ReflectiveOperationException {
        switch (at.getClass().getSimpleName()) {
            case "SecretKey" -> key((Polynomial) value(at, "values"));
            case "WaitingTicket" -> ticket(at);
            default -> {}
        }
    }

    private void key(Polynomial values) {
        keys++;
        for (int prime = 0; prime < values.primes(); prime++) {
            for (double[] row : values.rows(prime)) {
                planted.plant("a key of homomorphic encryption", longs(row));
            }
        }
    }

    private void ticket(Object waiting) throws ReflectiveOperationException {
        tickets++;
        Object box = value(waiting, "box");
        byte[] packed = (byte[]) value(box.getClass().getDeclaredFields()[0], box);
        planted.plant("a ticket", packed.clone());
        NetworkShape shape = ((io.veilray.protocol.ModelInfo) value(waiting, "model")).network();
        Object shares = value(TicketCodec.unpack(packed.clone(), shape), "content");
        for (String arrays : new String[] {"masks", "products"}) {
            for (long[] array : (long[][]) value(shares, arrays)) {
                planted.plant("a ticket's " + arrays, array);
            }
        }
    }

    private static long[] longs(Object array) {
        long[] out = new long[Array.getLength(array)];
        Arrays.setAll(out, i -> (long) Array.getDouble(array, i));
        return out;
    }
}
