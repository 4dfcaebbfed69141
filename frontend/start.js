// Starts the app: fetches the program, with the chunk that shows the page of this address, once style and font have had the line to themselves. Where that does
// not work the page that the server sent stays, with a message; its links lead to other pages that can be read.
const root = document.documentElement;
const RELOADED = "kompaan.reloaded";

/** What is kept for this visit, where the browser lets one keep anything. */
function visit(work) {
  try {
    return work(sessionStorage);
  } catch (error) {
    return null;
  }
}

function stop(error) {
  // After a new release the files of the old page are gone: the new page names others.
  if (error && error.gone && visit((kept) => kept.getItem(RELOADED) === null && (kept.setItem(RELOADED, "1"), true))) {
    location.reload();
    return;
  }
  root.classList.remove("kompaan-waits");
  root.classList.add("kompaan-stopped");
  const message = document.getElementById("niet-gestart");
  if (message) message.hidden = false;
  console.warn("Kompaan does not start:", error);
}

async function compiled() {
  const answer = await fetch("/PROGRAM");
  if (!answer.ok) throw Object.assign(new Error(`status ${answer.status}`), { gone: answer.status === 404 });
  return WebAssembly.compileStreaming ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
}

/** The chunk of the program that shows the page of a path, by the addresses of its pages. */
function chunkOf(path) {
  const pages = PAGES;
  const shows = (page) => new RegExp(`^${page.replace(/:id/g, "[^/]+")}/?$`).test(path);
  return Object.keys(pages).find((chunk) => pages[chunk].some(shows));
}

async function start() {
  const needed = Promise.all([import("/SCRIPT"), compiled()]);
  needed.catch(() => {});
  const chunks = CHUNKS;
  for (const file of chunks[chunkOf(location.pathname)] || []) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous", href: `/FOLDER/${file}.wasm` });
    document.head.append(link);
  }
  // The frame in the page is Dutch; who reads English waits for the app.
  try {
    if (localStorage.getItem("kompaan.language") === "en") root.classList.add("kompaan-waits");
  } catch (error) {
    // Without storage there is no language to know.
  }
  // What the server has sent is shown before the app takes its place: the browser says when it has painted, and a frame may still follow. A page in the
  // background is not painted, and does not wait for it.
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const painted = new Promise((seen) => new PerformanceObserver(seen).observe({ type: "paint", buffered: true }));
  await Promise.race([painted.then(frame).then(frame).then(frame), new Promise((late) => setTimeout(late, 300))]);
  const [script, program] = await needed;
  await script.default({ module_or_path: program });
  visit((kept) => kept.removeItem(RELOADED));
}

start().catch(stop);
