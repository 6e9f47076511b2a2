package io.slotwise.standalone.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.slotwise.standalone.console.view.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes pictures of the console; no test, and run by name only. {@code docs/console.md} says how.
 *
 * <ul>
 *   <li>{@code console.url}: the console to picture; without it, a made-up cluster is pictured in every size and scheme
 *   <li>{@code console.image}: the file, for {@code console.url}
 *   <li>{@code console.wait}: a CSS selector to wait for, such as {@code .job} for a running job
 * </ul>
 */
class ConsoleScreenshot {
    private static final double TEN_MINUTES = 600_000;

    @Test
    void take(@TempDir Path directory) throws Exception {
        String url = System.getProperty("console.url");
        try (Browser browser = Browser.start()) {
            if (url != null) {
                Path image = Path.of(System.getProperty("console.image", "target/console/live.png"));
                takeOf(browser, url, 1440, ColorScheme.LIGHT, image);
            } else {
                takeOfStory(browser, directory);
            }
        }
    }

    private static void takeOfStory(Browser browser, Path directory) throws IOException {
        try (Broker broker = Broker.start(directory);
                Console console = Console.start(ConsoleConfig.onLoopback(broker.properties(), 0))) {
            new Story(broker, Instant.now(), Shop.cart()).tell();
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                for (int width : new int[] {1440, 768, 360}) {
                    String name = scheme.name().toLowerCase(Locale.ROOT) + "-" + width + ".png";
                    takeOf(browser, console.url().toString(), width, scheme, Path.of("target/console", name));
                }
            }
        }
    }

    private static void takeOf(Browser browser, String url, int width, ColorScheme scheme, Path image)
            throws IOException {
        Files.createDirectories(image.toAbsolutePath().getParent());
        Page page = browser.page(width, 900, scheme);
        page.navigate(url);
        page.waitForSelector(
                System.getProperty("console.wait", ".chart canvas"),
                new Page.WaitForSelectorOptions().setTimeout(TEN_MINUTES));
        page.waitForTimeout(1500);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(image));
        page.context().close();
    }
}
