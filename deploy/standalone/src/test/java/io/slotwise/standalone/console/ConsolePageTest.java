package io.slotwise.standalone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Operation;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.JobEvent;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.model.Verdict;
import io.slotwise.model.topology.SlotSet;
import io.slotwise.standalone.console.view.Shop;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, fed through a real broker. After each test the page must have been clean. */
@Timeout(120)
class ConsolePageTest {
    @TempDir
    static Path directory;

    private static Browser browser;
    private static Broker broker;
    private static Console console;

    private final Instant now = Instant.now();
    private final Shop shop = new Shop(new ClusterKey("page", "c" + System.nanoTime()));
    private final List<String> complaints = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        broker = Broker.start(directory);
        console = Console.start(ConsoleConfig.onLoopback(broker.properties(), 0));
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void stop() {
        List<AutoCloseable> parts = new ArrayList<>();
        for (AutoCloseable part : new AutoCloseable[] {browser, console, broker}) {
            if (part != null) {
                parts.add(part);
            }
        }
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close " + part, e);
            }
        }
    }

    @BeforeEach
    void open() {
        broker.send(shop.described(now));
        page = open(1280, console.url());
    }

    private Page open(int width, URI url) {
        Page opened = browser.page(width, 900, ColorScheme.LIGHT);
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        opened.onPageError(complaints::add);
        opened.onDialog(dialog -> {
            complaints.add("a dialog: " + dialog.message());
            dialog.dismiss();
        });
        opened.onRequest(request -> hosts.add(URI.create(request.url()).getAuthority()));
        opened.navigate(url + "#" + shop.cluster());
        return opened;
    }

    @AfterEach
    void pageWasClean() {
        page.context().close();
        assertThat(complaints).isEmpty();
        assertThat(hosts).isNotEmpty().containsOnly(console.url().getAuthority());
    }

    private Locator part(String selector) {
        return page.locator("article " + selector);
    }

    @Test
    void mastersReplicasAndStandbyAreShownWithTheirSlots() {
        broker.send(shop.sample(now, 81, 20, 10));

        assertThat(part(".nodes tr.master")).hasCount(3);
        assertThat(part(".nodes tr.standby")).containsText(shop.pod(3));
        assertThat(part(".nodes tr.replica")).hasCount(4);
        assertThat(part(".nodes tr.master").first()).containsText("5,461 · 33.3");
        assertThat(part(".nodes tr.master .meter.above .value").first()).containsText("81.0");
        assertThat(part(".slot-label")).hasCount(3);
        assertThat(part(".chart canvas")).hasCount(2);
        assertThat(page.locator("#connection")).hasText("live");
        assertThat(page).hasTitle(shop.cluster() + " · Slotwise");
    }

    @Test
    void itUpdatesByItselfWhenASampleComes() {
        broker.send(shop.sample(now, 11, 20, 10));
        assertThat(part(".nodes tr.master").first()).containsText("11.0");

        broker.send(shop.sample(now.plusSeconds(1), 77, 20, 10, 5));

        assertThat(part(".nodes")).containsText("77.0");
        assertThat(part(".nodes tr.master")).hasCount(4);
        assertThat(part(".nodes tr.standby")).hasCount(0);
        assertThat(part(".fact").first()).containsText("4 → 3");
    }

    @Test
    void aDecisionShowsItsReasonAndTheNumbersBehindIt() {
        Sample sample = shop.sample(now, 81, 20, 10);
        broker.send(sample);
        broker.send(
                shop.decision(sample, Verdict.SCALE_OUT, Reason.CPU_ABOVE_THRESHOLD, 4, "one of them has 81 % CPU"));

        Locator decision = part(".decision");
        assertThat(decision).containsText("Scale out 3 → 4");
        assertThat(decision).containsText("one of them has 81 % CPU");
        decision.locator("summary").focus();
        page.keyboard().press("Enter");
        assertThat(decision.locator(".evidence"))
                .containsText("CPU_ABOVE_THRESHOLD a master's CPU is above cpuThreshold");
        assertThat(decision.locator(".evidence tbody tr")).hasCount(3);
        assertThat(decision.locator(".evidence tbody tr").first()).containsText("81.0");

        broker.send(shop.sample(now.plusSeconds(1), 33, 20, 10));
        assertThat(part(".nodes")).containsText("33.0");
        assertThat(decision.locator(".evidence")).isVisible();
    }

    @Test
    void whatAShadowPolicyWouldHaveDoneStandsApart() {
        Sample sample = shop.sample(now, 61, 20, 10);
        broker.send(sample);
        broker.send(shop.decision(sample, Verdict.HOLD, Reason.WITHIN_THRESHOLDS, 3, "all is well"));
        broker.send(shop.decision(sample, Verdict.SCALE_OUT, Reason.CPU_ABOVE_THRESHOLD, 4, "too hot by these rules")
                .asShadow("eager"));

        assertThat(part(".shadows .decision")).containsText("eager: Scale out 3 → 4");
        assertThat(part(".decisions:not(.shadows) .decision")).hasCount(1);
        assertThat(part(".now")).containsText("Steady at 3 masters");
    }

    @Test
    void aMarkInTheChartLeadsToItsDecision() {
        Sample sample = shop.sample(now, 81, 20, 10);
        broker.send(sample);
        broker.send(shop.decision(sample, Verdict.SCALE_OUT, Reason.CPU_ABOVE_THRESHOLD, 4, "because"));

        part(".chart .mark").first().click();

        assertThat(part(".decision .evidence")).isVisible();
        assertThat(part(".decision summary")).isFocused();
    }

    @Test
    void aJobsProgressIsShownWhileItRuns() {
        Optional<Operation> reshard = Optional.of(Shop.operation(Operation.Kind.RESHARD, now));
        broker.send(shop.described(now, 8, 4, reshard));
        broker.send(shop.sample(now, 81, 20, 10));
        broker.send(shop.reshard("run", JobEvent.Phase.STARTED, now, 0, "begins"));
        broker.send(shop.reshard("run", JobEvent.Phase.PROGRESS, now.plusMillis(1500), 1024, "slot by slot"));

        assertThat(part(".now h2")).hasText("Scaling out to 4 masters");
        assertThat(part(".job [role=progressbar]")).hasAttribute("aria-valuenow", "25");
        assertThat(part(".job")).containsText("1,024 of 4,096 slots");
        assertThat(part(".job")).containsText("62,464 keys");

        broker.send(shop.reshard("run", JobEvent.Phase.FINISHED, now.plusSeconds(4), 4096, "all covered"));
        broker.send(shop.described(now.plusSeconds(4), 8, 4, Optional.empty()));
        broker.send(shop.sample(now.plusSeconds(4), 51, 20, 10, 30));
        assertThat(part(".job")).hasCount(0);
        assertThat(part(".runs")).containsText("finished");
    }

    @Test
    void oldNumbersAreCalledStale() {
        broker.send(shop.sample(now.minusSeconds(100), 81, 20, 10));

        assertThat(part(".now h2")).containsText("The numbers are stale");
        assertThat(part(".fact.warn")).containsText("⚠ stale");
        assertThat(page.locator("#announcement")).hasText(shop.cluster() + ": The numbers are stale");
    }

    @Test
    void aSilentNodeIsShownWithItsProblem() {
        List<NodeSample> nodes = new ArrayList<>(shop.sample(now, 10, 20, 30).nodes());
        nodes.set(1, shop.silent(4, "no answer within 2 s"));
        broker.send(shop.sample(now, nodes));

        assertThat(part(".nodes tr.silent")).containsText("⚠ no answer within 2 s");
    }

    @Test
    void hostileTextIsInert() {
        String hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        Sample sample = shop.sample(now, 10, 20, 30);
        List<NodeSample> nodes = new ArrayList<>(sample.nodes());
        nodes.set(1, shop.silent(4, hostile));
        broker.send(shop.sample(now, nodes));
        broker.send(shop.decision(sample, Verdict.HOLD, Reason.COOLDOWN, 3, hostile));
        broker.send(shop.reshard("run", JobEvent.Phase.FAILED, now, 5, hostile));
        broker.send(new DeadLetter("slotwise.samples", 0, now.toEpochMilli(), hostile, hostile, hostile, hostile, now));

        assertThat(part(".decision .sentence")).hasText(hostile);
        assertThat(part(".nodes")).containsText(hostile);
        assertThat(part(".runs")).containsText(hostile);
        assertThat(page.locator("#rejected")).containsText(hostile);
        assertThat(page.locator("main img, main script, footer img, footer script"))
                .hasCount(0);
    }

    @Test
    void rubbishIsCountedWithTheReason() {
        broker.send("slotwise.samples", shop.cluster().toString(), new byte[] {'{'});

        page.locator("#rejected summary").click();
        assertThat(page.locator("#rejected")).containsText("not a Sample");
        assertThat(page.locator("#rejected")).containsText("found by console");
    }

    @Test
    void severalClustersAreChosenByTheirNames() {
        Shop other = new Shop(new ClusterKey("page", "other" + System.nanoTime()));
        broker.send(other.described(now));
        broker.send(other.sample(now, 44, 20, 10));

        page.getByRole(com.microsoft.playwright.options.AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText(other.cluster().toString()))
                .click();

        assertThat(part(".which")).hasText(other.cluster().toString());
        assertThat(part(".nodes")).containsText("44.0");
    }

    @Test
    void afterManyChangesItHoldsWhatTheServerHolds() {
        new Story(broker, now, shop).tell();

        assertThat(part(".now h2")).hasText("Scaling out to 5 masters");
        await().untilAsserted(() ->
                assertThat(page.evaluate("""
                        async (cluster) => {
                          const { store } = await import("/js/main.js");
                          const state = await (await fetch("/api/state")).json();
                          const theirs = state.clusters.find((each) => each.cluster === cluster);
                          const sorted = (value) => value && typeof value === "object" && !Array.isArray(value)
                            ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
                            : Array.isArray(value) ? value.map(sorted) : value;
                          const text = (value) => JSON.stringify(sorted(value));
                          const mine = store.clusters.get(cluster);
                          return Object.keys(theirs).filter((key) => text(theirs[key]) !== text(mine[key])).join(", ");
                        }
                        """, shop.cluster().toString())).isEqualTo(""));
    }

    @Test
    void slotsThatChangeHandsAreNotCalledLost() {
        Sample sample = shop.sample(now, 10, 20, 30);
        List<NodeSample> nodes = new ArrayList<>(sample.nodes());
        NodeSample first = nodes.get(0);
        nodes.set(
                0,
                new NodeSample(
                        first.pod(),
                        first.host(),
                        first.port(),
                        first.nodeId(),
                        first.answer(),
                        first.role(),
                        first.masterId(),
                        first.slots().minus(SlotSet.range(0, 99)),
                        first.knownNodes(),
                        first.load()));
        broker.send(shop.sample(now, nodes));

        assertThat(part(".slots")).containsText("100 were changing hands");
        assertThat(part(".slots .nobody")).hasCount(0);
    }

    @Test
    void withoutAMemoryLimitTheBytesAreShown() {
        List<NodeSample> nodes = shop.sample(now, 10, 20, 30).nodes().stream()
                .map(Shop::withoutMemoryLimit)
                .toList();
        broker.send(shop.sample(now, nodes));

        assertThat(part(".nodes tr.master").first()).containsText("no limit");
        assertThat(part(".chart").nth(1)).containsText("Used bytes");
        assertThat(part(".chart").nth(1).locator(".legend")).containsText("MiB");
    }

    @Test
    void nothingIsWiderThanAPhone() {
        new Story(broker, now, Shop.cart()).tell();
        Page phone = open(360, console.url());
        phone.navigate(console.url() + "#shop/cart");
        phone.waitForSelector("article .decision");
        phone.locator(".decision summary").first().click();
        Object overflow = phone.evaluate(
                "() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1"
                        + " && !e.closest('.evidence, .slot-bar, .plot, .skip, .sr, thead')).map(e => e.className || e.tagName)");
        assertThat((List<?>) overflow).isEmpty();
        assertThat((Boolean) phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        phone.context().close();
    }

    @Test
    void itComesBackWhenTheConsoleWasStartedAgain(@TempDir Path other) throws Exception {
        Console first = Console.start(ConsoleConfig.onLoopback(broker.properties(), 0));
        int port = first.url().getPort();
        broker.send(shop.sample(now, 11, 20, 10));
        Page own = browser.page(1280, 900, ColorScheme.DARK);
        own.navigate(first.url() + "#" + shop.cluster());
        assertThat(own.locator("article .nodes")).containsText("11.0");

        first.close();
        assertThat(own.locator("#connection")).hasText("reconnecting");
        broker.send(shop.sample(now.plusSeconds(1), 66, 20, 10));

        try (Console second = Console.start(ConsoleConfig.onLoopback(broker.properties(), port))) {
            await().until(() -> second.url().getPort() == port);
            assertThat(own.locator("#connection")).hasText("live");
            assertThat(own.locator("article .nodes")).containsText("66.0");
            own.context().close();
        }
    }

    @Test
    void withoutAClusterItSaysWhatToDo(@TempDir Path other) {
        try (Broker empty = Broker.start(other);
                Console idle = Console.start(ConsoleConfig.onLoopback(empty.properties(), 0))) {
            Page own = browser.page(800, 600, ColorScheme.LIGHT);
            own.navigate(idle.url().toString());
            assertThat(own.locator("main")).containsText("No cluster yet");
            assertThat(own.locator("main pre")).containsText("kind: RedisCluster");
            own.context().close();
        }
    }
}
