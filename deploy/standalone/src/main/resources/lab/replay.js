(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const names = data.policies.map((policy) => policy.name);
  const shown = new Set([names[0], "optimum"]);
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colour = (i) => css(names[i] === "optimum" ? "--optimum" : `--p${i % 6}`);
  const readout = document.getElementById("readout");
  const hosts = [document.getElementById("demand"), document.getElementById("load")];
  let plots = [];
  let range = null;
  let paper = false;

  const two = (n) => String(n).padStart(2, "0");
  const stamp = (seconds) => {
    const d = new Date(seconds * 1000);
    return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
  };
  const number = (value) => (value == null ? "–" : value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(1));

  // Horizontal lines at the limits, and in the load's chart a band where the first policy was in violation.
  function under(u) {
    const { ctx } = u;
    const { left, top, width, height } = u.bbox;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    ctx.fillStyle = css("--limit");
    ctx.globalAlpha = 0.16;
    data.policies[0].violated.forEach((count, i) => {
      if (count > 0) {
        const x = u.valToPos(data.t[i], "x", true);
        const next = u.valToPos(data.t[i + 1] ?? data.end, "x", true);
        if (next > left && x < left + width) {
          ctx.fillRect(x, top, Math.max(1.5, next - x), height);
        }
      }
    });
    ctx.globalAlpha = 1;
    if (u.scales.percent) {
      data.lines.forEach((line) => {
        const y = u.valToPos(line.at, "percent", true);
        ctx.strokeStyle = css(line.colour);
        ctx.lineWidth = devicePixelRatio;
        ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
        ctx.beginPath();
        ctx.moveTo(left, y);
        ctx.lineTo(left + width, y);
        ctx.stroke();
      });
    }
    ctx.restore();
  }

  // What the lines are, beside them and never on one another.
  function nameLines(u) {
    const { ctx } = u;
    const apart = 13 * devicePixelRatio;
    let last = -Infinity;
    ctx.save();
    ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    [...data.lines]
      .sort((one, other) => other.at - one.at)
      .forEach((line) => {
        const y = Math.max(u.valToPos(line.at, "percent", true), last + apart);
        last = y;
        ctx.fillStyle = css(line.colour);
        ctx.fillText(line.label, u.bbox.left + u.bbox.width + 5 * devicePixelRatio, y);
      });
    ctx.restore();
  }

  // The first policy's scalings, as small triangles at the foot of the chart.
  function over(u) {
    const { ctx } = u;
    if (u.scales.percent) {
      nameLines(u);
    }
    const visible = data.scalings.filter(([at]) => at >= u.scales.x.min && at <= u.scales.x.max).length;
    const size = (visible > 150 ? 2 : visible > 60 ? 3.5 : 5) * devicePixelRatio;
    ctx.save();
    data.scalings.forEach(([at, from, to]) => {
      const x = u.valToPos(at, "x", true);
      if (x >= u.bbox.left && x <= u.bbox.left + u.bbox.width) {
        const foot = u.bbox.top + u.bbox.height - 2 * devicePixelRatio;
        const out = to > from;
        ctx.fillStyle = css(out ? "--limit" : "--p2");
        ctx.beginPath();
        ctx.moveTo(x - size, out ? foot : foot - 1.6 * size);
        ctx.lineTo(x + size, out ? foot : foot - 1.6 * size);
        ctx.lineTo(x, out ? foot - 1.6 * size : foot);
        ctx.fill();
      }
    });
    ctx.restore();
  }

  function tell(i) {
    if (i == null) {
      readout.textContent = "Point at a chart to read it; drag to zoom, double-click to see all.";
      return;
    }
    readout.replaceChildren();
    const add = (text, strong) => readout.append(strong ? Object.assign(document.createElement("b"), { textContent: text }) : text);
    add(`${stamp(data.t[i])} UTC`, true);
    add(data.demand[i] == null ? "  no sample" : `  demand ${number(data.demand[i])} cores`);
    data.policies.forEach((policy) => {
      if (shown.has(policy.name)) {
        add("  ·  ");
        add(policy.name, true);
        add(` ${policy.masters[i]} masters, hottest ${number(policy.load[i])} %`);
      }
    });
  }

  const utc = (ts) => uPlot.tzDate(new Date(ts * 1e3), "Etc/UTC");

  function options(width, height, right, scales, axes, series) {
    return {
      width,
      height,
      tzDate: utc,
      pxAlign: 0,
      padding: [10, right, 0, 0],
      cursor: { sync: { key: "time", setSeries: false }, drag: { x: true, y: false, uni: 8 }, points: { size: 6 } },
      legend: { show: false },
      scales: { x: range ? { time: true, min: range[0], max: range[1] } : { time: true }, ...scales },
      axes: [
        { stroke: css("--muted"), size: 30, grid: { stroke: css("--grid"), width: 1 }, ticks: { stroke: css("--grid") }, values: labels },
        ...axes,
      ],
      series: [{}, ...series],
      hooks: { drawClear: [under], draw: [over], setCursor: [(u) => tell(u.cursor.idx)], setScale: [follow] },
    };
  }

  function labels(u, ticks) {
    const span = u.scales.x.max - u.scales.x.min;
    return ticks.map((tick) => {
      const text = stamp(tick);
      return span > 3 * 86400 || text.endsWith("00:00") ? text.slice(5, 10) : text.slice(11);
    });
  }

  let following = false;
  function follow(u, key) {
    if (key !== "x" || following) {
      return;
    }
    following = true;
    range = [u.scales.x.min, u.scales.x.max];
    plots.filter((plot) => plot !== u).forEach((plot) => plot.setScale("x", { min: range[0], max: range[1] }));
    following = false;
  }

  function axis(scale, label, extra) {
    return {
      scale,
      label,
      labelSize: 18,
      labelFont: "12px system-ui, sans-serif",
      size: 44,
      stroke: css("--muted"),
      grid: { stroke: css("--grid"), width: 1 },
      ticks: { stroke: css("--grid") },
      ...extra,
    };
  }

  function draw() {
    plots.forEach((plot) => plot.destroy());
    const width = paper ? 700 : Math.max(260, hosts[0].clientWidth);
    const height = paper ? 230 : width < 600 ? 220 : 280;
    const stepped = uPlot.paths.stepped({ align: 1 });
    // Ours is drawn last, on top of the others.
    const order = data.policies.map((policy, i) => i).reverse();
    const lines = (scale, path) =>
      order.map((i) => [data.policies[i], i]).map(([policy, i]) => ({
        label: policy.name,
        scale,
        show: shown.has(policy.name),
        stroke: colour(i),
        width: i === 0 ? 2 : 1.4,
        dash: policy.name === "optimum" ? [6, 4] : undefined,
        paths: path,
        points: { show: false },
      }));
    const most = Math.max(...data.policies.flatMap((policy) => policy.masters));
    const demand = new uPlot(
      options(
        width,
        height,
        12,
        { cores: { range: (u, min, max) => [0, Math.max(0.1, max || 0) * 1.08] }, masters: { range: [0, most + 1] } },
        [
          axis("cores", "demand, cores"),
          axis("masters", "masters", { side: 1, labelGap: 0, grid: { show: false }, incrs: [1, 2, 5, 10, 20] }),
        ],
        [
          { label: "demand", scale: "cores", stroke: css("--demand"), fill: css("--demand-fill"), width: 1, points: { show: false } },
          ...lines("masters", stepped),
        ],
      ),
      [data.t, data.demand, ...order.map((i) => data.policies[i].masters)],
      hosts[0],
    );
    const top = Math.max(100, ...data.policies.filter((policy) => shown.has(policy.name)).flatMap((policy) => policy.load));
    const load = new uPlot(
      options(
        width,
        height,
        74,
        { percent: { range: [0, Math.min(top * 1.05, 250)] } },
        [axis("percent", "hottest master, %")],
        lines("percent"),
      ),
      [data.t, ...order.map((i) => data.policies[i].load)],
      hosts[1],
    );
    plots = [demand, load];
    tell(null);
  }

  function zoom(factor, shift) {
    const all = [data.t[0], data.end];
    const [from, to] = range ?? all;
    const half = ((to - from) / 2) * factor;
    const middle = (from + to) / 2 + shift * (to - from);
    range = [Math.max(all[0], middle - half), Math.min(all[1], middle + half)];
    plots[0].setScale("x", { min: range[0], max: range[1] });
  }

  const tools = document.getElementById("tools");
  names.forEach((name, i) => {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: shown.has(name) });
    box.addEventListener("change", () => {
      shown[box.checked ? "add" : "delete"](name);
      draw();
    });
    const swatch = Object.assign(document.createElement("span"), { className: "swatch" });
    swatch.style.background = names[i] === "optimum" ? "var(--optimum)" : `var(--p${i % 6})`;
    label.append(box, swatch, name);
    tools.insertBefore(label, tools.querySelector(".buttons"));
  });
  const acts = { in: () => zoom(0.5, 0), out: () => zoom(2, 0), back: () => zoom(1, -0.4), on: () => zoom(1, 0.4) };
  tools.querySelectorAll("button").forEach((button) =>
    button.addEventListener("click", () => {
      if (button.dataset.act === "all") {
        range = null;
        draw();
      } else {
        acts[button.dataset.act]();
      }
    }),
  );

  const list = document.getElementById("decisions");
  const only = document.getElementById("only");
  if (only) {
    only.addEventListener("change", () => list.classList.toggle("scalings-only", only.checked));
  }
  list?.querySelectorAll("tr[data-at]").forEach((row) =>
    row.addEventListener("click", () => {
      const at = Number(row.dataset.at);
      const half = Math.max(1800, (data.end - data.t[0]) / 100);
      range = [at - half, at + half];
      plots[0].setScale("x", { min: range[0], max: range[1] });
      hosts[0].scrollIntoView({ block: "center" });
    }),
  );

  let width = 0;
  new ResizeObserver(() => {
    if (!paper && hosts[0].clientWidth !== width) {
      width = hosts[0].clientWidth;
      draw();
    }
  }).observe(hosts[0]);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  const print = matchMedia("print");
  print.addEventListener("change", () => {
    paper = print.matches;
    draw();
  });
  draw();
  document.documentElement.dataset.ready = "yes";
})();
