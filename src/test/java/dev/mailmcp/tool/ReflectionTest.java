package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A native executable serialises only those records that were registered. */
class ReflectionTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                ListMailboxes.Folders.class,
                ListMailMessages.Page.class,
                FullMessage.class,
                SearchMailMessages.Hits.class,
                SendReport.class,
                CreateDraftMailMessage.Result.class,
                DeleteMailMessage.Result.class,
                MoveMailMessage.Result.class,
                UpdateMailMessageFlags.Result.class
            })
    void everyRecordOfAResultIsRegistered(Class<?> result) {
        var unregistered = new TreeSet<String>();

        visit(result, unregistered);

        assertEquals(Set.of(), unregistered);
    }

    @Test
    void everyRecordOfAResourceIsRegistered() {
        var unregistered = new TreeSet<String>();

        visit(FolderContents.class, unregistered);

        assertEquals(Set.of(), unregistered);
    }

    private static void visit(Type type, Set<String> unregistered) {
        if (type instanceof ParameterizedType list) {
            List.of(list.getActualTypeArguments()).forEach(argument -> visit(argument, unregistered));
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            if (!record.isAnnotationPresent(io.quarkus.runtime.annotations.RegisterForReflection.class)) {
                unregistered.add(record.getName());
            }
            for (RecordComponent component : record.getRecordComponents()) {
                visit(component.getGenericType(), unregistered);
            }
        }
    }

    @Test
    void resultsOfAllNineToolsAreLookedAt() throws NoSuchMethodException {
        ValueSource looked = ReflectionTest.class
                .getDeclaredMethod("everyRecordOfAResultIsRegistered", Class.class)
                .getAnnotation(ValueSource.class);

        assertEquals(9, looked.classes().length);
    }
}
