const STYLE = `
:root { color-scheme: light dark; font: 14px/1.45 system-ui, sans-serif; }
body { margin: 0; display: grid; grid-template-columns: minmax(20rem, 2fr) 3fr; height: 100vh; }
header { grid-column: 1 / 3; padding: .5rem 1rem; border-bottom: 1px solid #8884; display: flex; gap: 1rem; align-items: center; }
header h1 { font-size: 1rem; margin: 0; } header span { opacity: .7; flex: 1; }
main, aside { overflow: auto; padding: .5rem 1rem; } main { border-right: 1px solid #8884; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .2rem .5rem .2rem 0; vertical-align: top; }
tr[tabindex] { cursor: pointer; } tr[aria-selected=true] { background: #8883; } .bad { color: #c33; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #8882; padding: .5rem; margin: .2rem 0; }
h2 { font-size: .95rem; margin: 1rem 0 .3rem; }
form { display: flex; gap: .5rem; align-items: start; } form textarea { flex: 1; font: inherit; font-family: ui-monospace, monospace; }
td.text { overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
`;

/* The script writes all that it shows with textContent: what clients send is never read as HTML. */
const SCRIPT = `
const byId = (id) => document.getElementById(id);
const requests = new Map();
let last = 0, chosen;
function element(name, text, parent) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  parent?.append(made);
  return made;
}
async function read(path) { return (await fetch(path)).json(); }
async function act(path) { await fetch(path, { method: "POST" }); await refresh(); }
function addRow(entry) {
  requests.set(entry.id, entry);
  const row = document.createElement("tr");
  row.tabIndex = 0;
  row.dataset.id = entry.id;
  element("td", entry.status === 0 ? "reset" : entry.status, row).className = entry.status >= 400 || entry.status === 0 ? "bad" : "";
  element("td", entry.method, row);
  element("td", entry.target, row);
  element("td", entry.duration.toFixed(1) + " ms", row);
  row.onclick = () => show(entry.id);
  row.onkeydown = (event) => { if (event.key === "Enter") show(entry.id); };
  byId("requests").prepend(row);
}
function show(id) {
  chosen = id;
  for (const row of byId("requests").children) row.setAttribute("aria-selected", row.dataset.id === String(id));
  const entry = requests.get(id);
  const view = byId("steps");
  view.replaceChildren();
  element("h2", entry.method + " " + entry.target, view);
  element("div", new Date(entry.at).toISOString() + ", " + entry.bytes + " bytes" + (entry.operation ? ", " + entry.operation : ""), view);
  for (const step of entry.steps ?? []) {
    element("h2", step.name, view);
    if (step.event) {
      element("div", "in", view);
      element("pre", JSON.stringify(step.event, null, 2), view);
      element("div", "out", view);
    }
    element("pre", step.detail, view);
    if (step.event) {
      const link = element("a", "save as event", view);
      link.download = "event.json";
      link.href = "data:application/json," + encodeURIComponent(JSON.stringify(step.event, null, 2));
    }
  }
}
function list(id, rows) {
  const body = byId(id);
  body.replaceChildren();
  for (const cells of rows) {
    const row = element("tr", undefined, body);
    for (const cell of cells) element("td", cell, row);
  }
}
let lastFrame = 0;
function addFrame({ id, kind, connectionId, routeKey, text, at }) {
  lastFrame = id;
  const row = document.createElement("tr");
  for (const cell of [new Date(at).toISOString().slice(11, 23), kind, connectionId, routeKey ?? ""]) element("td", cell, row);
  element("td", text, row).className = "text";
  byId("frames").prepend(row);
  while (byId("frames").children.length > 200) byId("frames").lastChild.remove();
}
async function showSockets() {
  const connections = await read("connections");
  byId("sockets").hidden = connections === null;
  if (connections === null) return;
  const time = (at) => new Date(at).toISOString().slice(11, 19);
  list("connections", connections.map(({ id, sourceIp, connectedAt, lastActiveAt }) => [id, sourceIp, time(connectedAt), time(lastActiveAt)]));
  const receiver = byId("receiver"), before = receiver.value;
  const known = [...receiver.options].map(({ value }) => value).join();
  if (known !== connections.map(({ id }) => id).join()) {
    receiver.replaceChildren();
    for (const { id } of connections) element("option", id, receiver).selected = id === before;
  }
  byId("send").disabled = connections.length === 0;
  for (const frame of await read("frames?after=" + lastFrame)) addFrame(frame);
}
byId("sender").onsubmit = async (event) => {
  event.preventDefault();
  const path = "frames?connection=" + encodeURIComponent(byId("receiver").value);
  const { status } = await fetch(path, { method: "POST", body: byId("frame").value });
  byId("sent").textContent = status === 204 ? "sent" : "not sent: the connection is gone";
  await refresh();
};
async function refresh() {
  try {
    const [health, added, usage, cache] = await Promise.all([
      read("health"), read("requests?after=" + last), read("usage"), read("cache"),
    ]);
    byId("state").textContent = health.url + ", " + health.profile + " profile, " + health.operations + " operations";
    for (const entry of added) { last = entry.id; addRow(entry); }
    while (byId("requests").children.length > 200) {
      requests.delete(Number(byId("requests").lastChild.dataset.id));
      byId("requests").lastChild.remove();
    }
    list("usage", usage.map(({ key, plan, requests: count, quota }) => [key, plan ?? "", count, quota ? quota.used + " of " + quota.limit + " a " + quota.period : ""]));
    await showSockets();
    list("cache", cache.map(({ key, status, bytes, until }) => [key, status, bytes, new Date(until).toISOString()]));
  } catch {
    byId("state").textContent = "The mock does not answer.";
  }
}
byId("flush").onclick = () => act("cache/flush");
byId("reset").onclick = () => {
  byId("requests").replaceChildren();
  byId("steps").replaceChildren();
  byId("frames").replaceChildren();
  requests.clear();
  return act("reset");
};
refresh();
setInterval(refresh, 1000);
`;

/** The page of the admin port: it has all it needs in itself. */
export const ADMIN_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>gw-gen mock</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<header>
  <h1>gw-gen mock</h1>
  <span id="state"></span>
  <button id="flush">Flush the cache</button>
  <button id="reset">Reset</button>
</header>
<main>
  <table>
    <thead><tr><th>Status<th>Method<th>Target<th>Time</tr></thead>
    <tbody id="requests"></tbody>
  </table>
  <section id="sockets" hidden>
    <h2>Connections</h2>
    <table><thead><tr><th>Id<th>From<th>Since<th>Active</tr></thead><tbody id="connections"></tbody></table>
    <form id="sender">
      <select id="receiver" aria-label="Connection"></select>
      <textarea id="frame" rows="2" aria-label="Message" placeholder="{&quot;type&quot;: &quot;hello&quot;}"></textarea>
      <button id="send">Send</button> <output id="sent"></output>
    </form>
    <h2>Frames</h2>
    <table><thead><tr><th>Time<th>Kind<th>Connection<th>Route<th>Message</tr></thead><tbody id="frames"></tbody></table>
  </section>
</main>
<aside>
  <section id="steps" aria-live="polite">Choose a request to see its steps.</section>
  <h2>Usage by key</h2>
  <table><thead><tr><th>Key<th>Plan<th>Requests<th>Quota</tr></thead><tbody id="usage"></tbody></table>
  <h2>Cache</h2>
  <table><thead><tr><th>Key<th>Status<th>Bytes<th>Until</tr></thead><tbody id="cache"></tbody></table>
</aside>
<script>${SCRIPT}</script>
</html>
`;
