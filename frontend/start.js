// Starts the app. The part that shows the page of this address is fetched along with the app itself, not after it.
import init from "/SCRIPT";

const parts = PARTS;
const part = /^\/(communities|lokale-plannen|deelprojecten)/.test(location.pathname) ? "work" : /^\/(inloggen)?$/.test(location.pathname) ? undefined : "directory";
for (const file of parts[part] ?? []) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous", href: `/FOLDER/${file}.wasm` });
  document.head.append(link);
}
init({ module_or_path: "/PROGRAM" });
