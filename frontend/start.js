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
// What the server has sent is shown before the app takes its place. A page in the background is not shown, and does not wait for it.
await new Promise((shown) => {
  requestAnimationFrame(() => setTimeout(shown));
  setTimeout(shown, 100);
});
init({ module_or_path: await program });
