// Starts the app: fetches the program, with the part that shows the page of this address, once style and font have had the line to themselves.
import init from "/SCRIPT";

const program = WebAssembly.compileStreaming(fetch("/PROGRAM"));
const parts = PARTS;
const part = /^\/(communities|lokale-plannen|deelprojecten|mijlpalen|voortgangsberichten|regio)/.test(location.pathname) ? "work" : /^\/(inloggen)?$/.test(location.pathname) ? undefined : "directory";
for (const file of parts[part] ?? []) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous", href: `/FOLDER/${file}.wasm` });
  document.head.append(link);
}
// The frame in the page is Dutch; who reads English waits for the app.
try {
  if (localStorage.getItem("kompaan.language") === "en") document.body.replaceChildren();
} catch {
  // Without storage there is no language to know.
}
// What the server has sent is shown before the app takes its place: the browser says when it has painted, and a frame may still follow. A page in the
// background is not painted, and does not wait for it.
const frame = () => new Promise((next) => requestAnimationFrame(next));
const painted = new Promise((seen) => new PerformanceObserver(seen).observe({ type: "paint", buffered: true }));
await Promise.race([painted.then(frame).then(frame).then(frame), new Promise((late) => setTimeout(late, 300))]);
init({ module_or_path: await program });
