package dev.mailmcp.bench;

import dev.mailmcp.mail.imap.OnePage;
import dev.mailmcp.mail.imap.WarmMailboxes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A copy of the packaged product in which opening a mailbox gives {@link OnePage}: one method body differs, everything else
 * that runs is what people install.
 */
final class MaillessJar {
    private static final Path PACKAGED = Path.of("target/quarkus-app").toAbsolutePath();

    private MaillessJar() {}

    /** @return what {@code java -jar} starts */
    static Path in(Path folder) throws IOException {
        copy(PACKAGED, folder);
        try (Stream<Path> jars = Files.list(folder.resolve("app"))) {
            Path jar = jars.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("not packaged yet: ./mvnw package"));
            try (FileSystem inside = FileSystems.newFileSystem(jar)) {
                Files.write(inside.getPath(file(OnePage.class)), bytes(OnePage.class));
                Files.write(inside.getPath(file(WarmMailboxes.class)), withoutMail());
            }
        }
        return folder.resolve("quarkus-run.jar");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static byte[] withoutMail() throws IOException {
        ClassFile compiler = ClassFile.of();
        ClassTransform opening = ClassTransform.transformingMethods(
                method -> method.methodName().equalsString("of"),
                MethodTransform.dropping(CodeModel.class::isInstance)
                        .andThen(MethodTransform.endHandler(method -> method.withCode(code -> code.invokestatic(
                                        ClassDesc.of(OnePage.class.getName()),
                                        "open",
                                        MethodTypeDesc.of(ClassDesc.of("dev.mailmcp.mail.MailboxSession")))
                                .areturn()))));
        return compiler.transformClass(compiler.parse(bytes(WarmMailboxes.class)), opening);
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = Objects.requireNonNull(type.getClassLoader().getResourceAsStream(file(type)))) {
            return in.readAllBytes();
        }
    }
}
