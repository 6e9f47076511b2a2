package io.slotwise.standalone.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenshotTest {
    @Test
    void theStoryInLightDarkAndOnAPhone(@TempDir Path directory) throws Exception {
        Path images = Files.createDirectories(Path.of("target/console"));
        try (Browser browser = Browser.start();
                Broker broker = Broker.start(directory);
                Console console = Console.start(ConsoleConfig.onLoopback(broker.properties(), 0))) {
            new Story(broker, Instant.now()).tell();
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                for (int width : new int[] {1440, 768, 360}) {
                    Page page = browser.page(width, 900, scheme);
                    page.onConsoleMessage(m -> System.out.println(m.text()));
                    page.onPageError(System.out::println);
                    page.navigate(console.url().toString());
                    page.waitForSelector(".now h2");
                    page.waitForTimeout(1500);
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(images.resolve(
                                    scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width + ".png")));
                    page.context().close();
                }
            }
        }
    }
}
