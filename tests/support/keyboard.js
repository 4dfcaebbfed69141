// The same journeys by keyboard alone: what a journey does with the mouse is done here by walking to the element with Tab and pressing a key.
// On the way it holds that the focus can be seen, and that every element that is used can be reached - also by a pointer: nothing lies over what is pressed.
import assert from "node:assert/strict";

/** So many presses at most to get somewhere; a page with more between two things asks too much of somebody. */
const MOST = 250;

const onElement = {
  /** What of this element takes the focus: itself, the link or button that it stands in, or the field of this label. */
  target: (element) => element.closest("a[href], button, summary, input, select, textarea") ?? element.closest("label")?.control ?? element,
};

/** The controls that somebody walked to already, by the page and what they are called there: the way to each is walked once. */
const walked = new Set();

/** What a control is on its page: of the same kind, with the same words, in the same kind of place. */
const described = (element) => {
  const place = location.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id") + new URLSearchParams(location.search).get("tab");
  const around = ["header", "nav", "main", "aside", "form", "dialog", "table", "li"].filter((name) => element.closest(name)).join(" ");
  const words = element.matches("input, select, textarea") ? (element.labels?.[0]?.textContent ?? element.name) : element.textContent;
  return [place, around, element.tagName, element.type, words.trim()].join("|");
};

async function reach(page, locator) {
  await locator.waitFor();
  const inner = await locator.elementHandle();
  const element = await page.evaluateHandle(onElement.target, inner);
  await page.waitForFunction((element) => !element.disabled, element);
  const control = await page.evaluate(described, element);
  if (walked.has(control)) {
    await page.evaluate((element) => element.focus(), element);
    if (await page.evaluate((element) => document.activeElement === element, element)) return element;
    return walk(page, locator, element);
  }
  const reached = await walk(page, locator, element);
  walked.add(control);
  return reached;
}

async function walk(page, locator, element) {
  for (let presses = 0; presses < MOST; presses += 1) {
    const where = await page.evaluate((element) => {
      const active = document.activeElement;
      if (active === element) return "there";
      if (!element.isConnected) return "gone";
      // One of a group of radio buttons takes the focus for all.
      if (element.type === "radio" && active.type === "radio" && active.name === element.name) return "group";
      return active.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? "back" : "on";
    }, element);
    if (where === "gone") return reach(page, locator);
    if (where === "there" || where === "group") {
      const seen = await page.evaluate(() => {
        const active = document.activeElement;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(active);
        return active.matches(":focus-visible") && ((outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none");
      });
      assert.ok(seen, `the focus cannot be seen on ${locator}`);
      return element;
    }
    await page.keyboard.press(where === "back" ? "Shift+Tab" : "Tab");
  }
  assert.fail(`the keyboard does not reach ${locator}`);
}

/** Walks through the choices of a field with the arrow keys until `reached`. */
async function arrows(page, key, element, reached, wanted) {
  for (let presses = 0; presses < MOST; presses += 1) {
    if (await page.evaluate(reached, [element, wanted])) return;
    await page.keyboard.press(key);
  }
  assert.fail(`the arrow keys do not reach ${wanted}`);
}

async function setChecked(page, locator, checked) {
  await locator.setChecked(checked, { trial: true });
  const element = await reach(page, locator);
  if ((await page.evaluate((element) => element.type, element)) === "radio") {
    await arrows(page, "ArrowDown", element, ([element]) => element.checked || !element.isConnected, "the radio button");
  } else if ((await page.evaluate((element) => element.checked, element)) !== checked) {
    await page.keyboard.press("Space");
  }
}

const actions = {
  async click(page, locator) {
    // Does all that a click does but for the click.
    await locator.click({ trial: true });
    const element = await reach(page, locator);
    await page.keyboard.press((await page.evaluate((element) => element.type, element)) === "checkbox" ? "Space" : "Enter");
  },
  async fill(page, locator, text) {
    const element = await reach(page, locator);
    if ((await page.evaluate((element) => element.type, element)) === "date") {
      const [year, month, day] = text.split("-");
      // Which of them comes first is up to the language of the browser.
      for (const parts of [day + month + year, month + day + year]) {
        for (let part = 0; part < 3; part += 1) await page.keyboard.press("ArrowLeft");
        await page.keyboard.type(parts);
        if ((await page.evaluate((element) => element.value, element)) === text) return;
      }
      assert.fail(`${text} cannot be typed into ${locator}`);
    }
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.keyboard.insertText(text);
  },
  check: (page, locator) => setChecked(page, locator, true),
  uncheck: (page, locator) => setChecked(page, locator, false),
  async selectOption(page, locator, wanted) {
    const element = await reach(page, locator);
    const chosen = ([element, wanted]) => {
      const option = element.selectedOptions[0];
      return option && (typeof wanted === "string" ? option.value === wanted : option.label === wanted.label);
    };
    await page.keyboard.press("Home");
    await arrows(page, "ArrowDown", element, chosen, wanted);
  },
  // The window in which one chooses is of the browser; what is held here is that one gets to it.
  async setInputFiles(page, locator, files) {
    await reach(page, locator);
    await locator.setInputFiles(files);
  },
  focus: reach,
  dragTo() {
    throw new Error("dragging is for the mouse; a journey drags on page.pointer, and says what the keyboard does instead");
  },
};

/** The page of a journey without a mouse. */
export function byKeyboard(page) {
  const plain = new WeakMap();
  const unwrap = (value) => plain.get(value) ?? (value?.constructor === Object ? Object.fromEntries(Object.entries(value).map(([key, value]) => [key, unwrap(value)])) : value);
  const isLocator = (value) => typeof value?.elementHandle === "function" && typeof value.filter === "function";
  const wrap = (target) => {
    const proxy = new Proxy(target, {
      get(target, name) {
        if (name === "pointer") return target;
        if (name === "mouse" || name === "touchscreen") throw new Error("there is no mouse");
        if (isLocator(target) && name in actions) return (...given) => actions[name](page, target, ...given.map(unwrap));
        const value = target[name];
        if (typeof value !== "function") return value;
        return (...given) => {
          const answer = value.apply(target, given.map(unwrap));
          return isLocator(answer) ? wrap(answer) : answer;
        };
      },
      set(target, name, value) {
        target[name] = value;
        return true;
      },
    });
    plain.set(proxy, target);
    return proxy;
  };
  return wrap(page);
}
