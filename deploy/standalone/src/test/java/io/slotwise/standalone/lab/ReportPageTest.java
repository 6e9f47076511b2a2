package io.slotwise.standalone.lab;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.slotwise.standalone.console.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real Chromium: on a screen, on a phone, on paper. */
class ReportPageTest {
    @TempDir
    static Path directory;

    private static Browser browser;
    private static Path report = Path.of("");

    private final List<String> requests = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // each test opens it
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        report = directory.resolve("report.html");
        Lab lab = Lab.run(
                new ReplayCommand(),
                MadeUp.column(directory, 3),
                "--against",
                "hpa,threshold,target-tracking,static:6",
                "--report",
                report);
        assertThat(lab.code()).as(lab.err()).isZero();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private void open(int width) {
        page = browser.page(width, 900, ColorScheme.LIGHT);
        page.onRequest(request -> requests.add(request.url()));
        page.onPageError(problems::add);
        page.onConsoleMessage(message -> problems.add(message.text()));
        page.navigate(report.toUri().toString());
        page.waitForSelector("html[data-ready=yes]");
    }

    @AfterEach
    void nothingWasAskedOfTheNetworkAndNothingWentWrong() {
        assertThat(requests).containsExactly(report.toUri().toString());
        assertThat(problems).isEmpty();
        page.context().close();
    }

    @Test
    void eachPolicyHasALineAndTheChartsAreDrawn() {
        open(1280);
        assertThat(page.locator("table.cards tbody tr")).hasCount(6);
        assertThat(page.locator("table.cards tbody tr").first()).containsText("slotwise");
        assertThat(page.locator(".chart canvas")).hasCount(2);
        assertThat((Boolean) page.evaluate("""
                () => [...document.querySelectorAll(".chart canvas")].every((canvas) => {
                  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                  return data.filter((byte, i) => i % 4 === 3 && byte > 0).length > 1000;
                })""")).isTrue();
    }

    @Test
    void pointingAtAChartReadsIt() {
        open(1280);
        page.locator("#demand .u-over").hover();
        assertThat(page.locator("#readout")).containsText("UTC");
        assertThat(page.locator("#readout")).containsText("slotwise");
        assertThat(page.locator("#readout")).containsText("masters, hottest");
    }

    @Test
    void aDragZoomsBothChartsAndAllShowsAllAgain() {
        open(1280);
        String before = page.locator("#demand")
                .evaluate("e => e.querySelector('canvas').toDataURL()")
                .toString();
        String load = page.locator("#load")
                .evaluate("e => e.querySelector('canvas').toDataURL()")
                .toString();
        var box = page.locator("#demand .u-over").boundingBox();
        page.mouse().move(box.x + 100, box.y + 50);
        page.mouse().down();
        page.mouse().move(box.x + 250, box.y + 50);
        page.mouse().up();
        page.waitForFunction("old => document.querySelector('#load canvas').toDataURL() !== old", load);
        page.getByLabel("show all").click();
        page.waitForFunction("old => document.querySelector('#demand canvas').toDataURL() === old", before);
    }

    @Test
    void aPolicyIsShownWhenItIsChosen() {
        open(1280);
        String before = page.locator("#demand")
                .evaluate("e => e.querySelector('canvas').toDataURL()")
                .toString();
        page.getByLabel("static:6").check();
        page.waitForFunction("old => document.querySelector('#demand canvas').toDataURL() !== old", before);
        page.locator("#demand .u-over").hover();
        assertThat(page.locator("#readout")).containsText("static:6");
    }

    @Test
    void eachScalingIsExplainedAndLeadsToItsPlaceInTheChart() {
        open(1280);
        var act = page.locator("#decisions tr.act").first();
        assertThat(act).containsText("scale out");
        assertThat(act.locator(".why")).containsText("%");
        String before = page.locator("#demand")
                .evaluate("e => e.querySelector('canvas').toDataURL()")
                .toString();
        act.click();
        page.waitForFunction("old => document.querySelector('#demand canvas').toDataURL() !== old", before);
    }

    @Test
    void holdsAreShownWhenTheyAreWanted() {
        open(1280);
        assertThat(page.locator("#decisions tr.hold:visible")).hasCount(0);
        page.locator("#only").uncheck();
        assertThat(page.locator("#decisions tr.hold:visible").first()).isVisible();
    }

    @Test
    void onAPhoneNothingIsWiderThanTheScreen() {
        open(360);
        assertThat((List<?>) page.evaluate("""
                () => [...document.querySelectorAll("main *")]
                  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".chart"))
                  .map((e) => e.className || e.tagName)""")).isEmpty();
        assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        assertThat((Boolean) page.evaluate("""
                () => { const s = document.querySelector(".scroll"); return s.scrollWidth <= s.clientWidth; }""")).isTrue();
    }

    @Test
    void onPaperTheChartsFitAndWhatIsForFingersIsLeftOut() {
        open(1280);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.waitForFunction("() => document.querySelector('#demand canvas').clientWidth <= 720");
        assertThat(page.locator(".buttons")).isHidden();
        assertThat(page.pdf(new Page.PdfOptions().setFormat("A4"))).hasSizeGreaterThan(10_000);
    }
}
