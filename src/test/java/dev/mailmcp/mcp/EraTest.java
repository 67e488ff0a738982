package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EraTest {
    @ParameterizedTest(name = "{0}, version in _meta: {1}, header: {2} -> {3}")
    @CsvSource(nullValues = "-", textBlock = """
                    initialize,      false, -,          LEGACY
                    initialize,      false, 2025-06-18, LEGACY
                    initialize,      false, 2031-01-01, LEGACY
                    initialize,      true,  -,          MODERN
                    initialize,      false, 2026-07-28, MODERN
                    tools/list,      true,  2026-07-28, MODERN
                    tools/list,      true,  2025-11-25, MODERN
                    tools/list,      true,  -,          MODERN
                    tools/list,      false, 2026-07-28, MODERN
                    tools/list,      false, 2031-01-01, MODERN
                    server/discover, false, -,          MODERN
                    server/discover, false, 2025-11-25, MODERN
                    tools/list,      false, 2025-11-25, LEGACY
                    tools/list,      false, 2025-06-18, LEGACY
                    tools/list,      false, 2025-03-26, LEGACY
                    tools/list,      false, -,          LEGACY
                    ping,            false, -,          LEGACY
                    """)
    void eraIsDecidedByTheRequestAlone(
            String method, boolean meta, @org.jspecify.annotations.Nullable String header, Era expected) {
        assertEquals(expected, Era.of(method, meta, Optional.ofNullable(header), false));
    }

    @ParameterizedTest(name = "{0}, version in _meta: {1}, header: {2} -> {3}")
    @CsvSource(nullValues = "-", textBlock = """
                    tools/list,      false, 2026-07-28, LEGACY
                    tools/list,      false, 2025-11-25, LEGACY
                    tools/list,      false, -,          LEGACY
                    tools/list,      true,  2026-07-28, MODERN
                    tools/list,      false, 2031-01-01, MODERN
                    """)
    void aClientWithASessionOfOursIsLegacyWhicheverRevisionItsHeaderNames(
            String method, boolean meta, @org.jspecify.annotations.Nullable String header, Era expected) {
        assertEquals(expected, Era.of(method, meta, Optional.ofNullable(header), true));
    }
}
