package io.slotwise.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's pure functions, called where they run: in the browser. */
class PageWordsTest {
    private static Browser browser;
    private static Console console;
    private static Page page;

    @BeforeAll
    static void open() {
        browser = Browser.start();
        console = Console.start(ConsoleConfig.onLoopback(Map.of("bootstrap.servers", "127.0.0.1:1"), 0));
        page = browser.page(800, 600, ColorScheme.LIGHT);
        page.navigate(console.url().toString());
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {console, browser}) {
            if (part != null) {
                part.close();
            }
        }
    }

    /** What {@code call} gives, such as {@code bytes(512)}; the page's policy lets no text be run, so it is taken apart. */
    private static String words(String module, String call) {
        int paren = call.indexOf('(');
        String arguments = "[" + call.substring(paren + 1, call.length() - 1).replace('\'', '"') + "]";
        Object result = page.evaluate(
                "async ([module, name, text]) => JSON.stringify("
                        + "(await import(`/js/${module}.js`))[name](...JSON.parse(text)))",
                List.of(module, call.substring(0, paren), arguments));
        return String.valueOf(result).replace('\u00a0', ' ').replaceAll("^\"|\"$", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "count(16384) | 16,384",
                "count() | –",
                "roughly(999) | 999",
                "roughly(12345) | 12.3K",
                "percent(71.23) | 71.2 %",
                "percent(100) | 100 %",
                "percent() | –",
                "bytes(6606028) | 6.3 MiB",
                "bytes(512) | 512 B",
                "bytes(137438953472) | 128 GiB",
                "duration(400) | 0.4 s",
                "duration(12000) | 12 s",
                "duration(59600) | 1 min 00 s",
                "duration(185000) | 3 min 05 s",
                "duration(7800000) | 2 h 10 min",
                "duration(360000000) | 4 d 4 h",
                "setting('PT5S') | 5 s",
                "setting('PT1M') | 1 min",
                "setting('PT1M30S') | 1 min 30 s",
                "ago(300) | now",
                "ago(42000) | 42 s ago",
                "ago(300000) | 5 min ago",
                "ago(-3600000) | 1 h 00 min ahead",
                "many(1, 'master') | 1 master",
                "many(3, 'master') | 3 masters",
            })
    void numbersReadWell(String call, String expected) {
        assertThat(words("format", call)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "runs('0-5460,9000') | [[0,5460],[9000,9000]]",
                "runs('') | []",
                "size('0-5460,9000') | 5462",
            })
    void slotRangesAreRead(String call, String expected) {
        assertThat(words("slots", call)).isEqualTo(expected);
    }

    @Test
    void theLineBreaksWhereSamplesAreMissing() {
        Object data = page.evaluate("async () => { const { columns } = await import('/js/charts.js');"
                + " const point = (at) => ({ at, pods: ['a-0'], cpu: [500], memory: [-1] });"
                + " return JSON.stringify(columns([point(0), point(5000), point(60000)], 'cpu', 0, 5000).data); }");
        assertThat(data).isEqualTo("[[0,5,5.001,60],[50,50,null,50]]");
    }
}
