// Takes pictures of the running app, to judge how it looks: every path, in every theme, at every width.
//
//   npm run screenshots -- --paths /,/archived,/subscriptions/:first --out screenshots
//
//   --paths    comma-separated; `:first` is the id of the first subscription of the list; default `/`
//   --themes   light,dark
//   --widths   390,1280
//   --locale   the browser's language; default en-GB
//   --out      the folder for the PNGs; default screenshots
//   --clip     only what is visible without scrolling
//   --demo     fill a new server with `countersign demo` first
//   --base     a server that runs already, in place of a new one
//   --email, --password   who signs in; default the owner that is set up here; `--email none`: nobody

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { type BrowserContext, chromium } from "@playwright/test";

import { launchOptions } from "./support/chromium.js";
import { OWNER, Server } from "./support/server.js";

const { values } = parseArgs({
  options: {
    paths: { type: "string", default: "/" },
    themes: { type: "string", default: "light,dark" },
    widths: { type: "string", default: "390,1280" },
    locale: { type: "string", default: "en-GB" },
    out: { type: "string", default: "screenshots" },
    clip: { type: "boolean", default: false },
    demo: { type: "boolean", default: false },
    base: { type: "string" },
    email: { type: "string", default: OWNER.email },
    password: { type: "string", default: OWNER.password },
  },
});
const list = (text: string) => text.split(",").filter((item) => item !== "");

/** Signs in by the API: the refresh cookie is what the app starts from. Answers the access token. */
async function signIn(context: BrowserContext, base: string): Promise<string> {
  const answer = await context.request.post(`${base}/api/v1/auth/login`, { data: { email: values.email, password: values.password } });
  // The app asks for its session only where it noted that there may be one.
  await context.addInitScript(() => localStorage.setItem("countersign.session", "1"));
  if (!answer.ok()) throw new Error(`signing in as ${values.email} failed: ${answer.status()} ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function firstSubscription(context: BrowserContext, base: string, token: string): Promise<string> {
  const answer = await context.request.get(`${base}/api/v1/subscriptions?limit=1`, { headers: { Authorization: `Bearer ${token}` } });
  const { items } = (await answer.json()) as { items: { id: string }[] };
  if (!items[0]) throw new Error("there is no subscription to show: try --demo");
  return items[0].id;
}

const server = values.base ? undefined : await Server.start(values.demo ? { prepare: [["demo"]] } : {});
const base = values.base ?? server?.url ?? "";
const browser = await chromium.launch(launchOptions);
try {
  if (server && !values.demo && values.email === OWNER.email) await server.setUp();
  await mkdir(values.out, { recursive: true });
  const context = await browser.newContext({ baseURL: base, locale: values.locale, reducedMotion: "reduce" });
  const token = values.email === "none" ? undefined : await signIn(context, base);
  const page = await context.newPage();
  page.on("console", (message) => console.warn(`${page.url()}: console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => console.warn(`${page.url()}: ${error.message}`));

  for (const path of list(values.paths)) {
    const address = path.includes(":first") && token ? path.replace(":first", await firstSubscription(context, base, token)) : path;
    for (const width of list(values.widths)) {
      await page.setViewportSize({ width: Number(width), height: Number(width) < 600 ? 844 : 900 });
      for (const theme of list(values.themes)) {
        await page.emulateMedia({ colorScheme: theme === "dark" ? "dark" : "light" });
        await page.goto(address);
        // A page that listens for events is never idle: then a moment is enough.
        await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
        await page.evaluate(async () => {
          await document.fonts.ready;
        });
        const name = path.replace(/^\//, "").replace(/[^a-z0-9]+/gi, "-") || "home";
        const file = join(values.out, `${name}-${width}-${theme}.png`);
        await page.screenshot({ path: file, fullPage: !values.clip });
        console.log(file);
      }
    }
  }
} finally {
  await browser.close();
  await server?.stop();
}
