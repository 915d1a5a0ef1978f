// What every browser test starts from: `import { expect, test } from "../support/test.js"`.

import { type BrowserContextOptions, expect, type Page, test as base } from "@playwright/test";

import { ConsoleWatch } from "./console.js";
import { OWNER, Server, type SignedIn } from "./server.js";

interface Fixtures {
  /** Settings of this file's or this block's servers: `test.use({ serverEnv: { … } })`. */
  serverEnv: Record<string, string>;
  /** A server with an empty database; `page` stands at its address. */
  server: Server;
  /** The reseller's owner, set up by the API; no browser is signed in. */
  owner: SignedIn & typeof OWNER;
  /** The console of every page; silence is checked when the test ends. */
  console: ConsoleWatch;
  /** A page in another browser: a customer beside the reseller. */
  visitor: (options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  serverEnv: [{}, { option: true }],

  server: async ({ serverEnv }, use, info) => {
    const server = await Server.start({ env: serverEnv });
    await use(server);
    if (info.status !== info.expectedStatus) await info.attach("server log", { body: server.log, contentType: "text/plain" });
    await server.stop();
  },

  baseURL: async ({ server }, use) => use(server.url),

  owner: async ({ server }, use) => use({ ...OWNER, ...(await server.setUp()) }),

  console: [
    async ({ context }, use) => {
      const watch = new ConsoleWatch();
      watch.watch(context);
      await use(watch);
      expect(watch.surprises(), "lines on the browser's console").toEqual([]);
    },
    { auto: true },
  ],

  visitor: async ({ browser, console, contextOptions, locale, timezoneId, viewport, baseURL }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        ...contextOptions,
        viewport,
        ...(locale === undefined ? {} : { locale }),
        ...(timezoneId === undefined ? {} : { timezoneId }),
        ...(baseURL === undefined ? {} : { baseURL }),
        ...options,
      });
      contexts.push(context);
      console.watch(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

/** The same on a server that each worker fills once with `countersign demo`: for tests that only read. */
export const demoTest = test.extend<object, { demo: Server }>({
  demo: [
    async ({}, use) => {
      const server = await Server.start({ prepare: [["demo"]] });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],

  server: async ({ demo }, use) => use(demo),
});

/** Opens a page and waits until it is told of what happens from now on. */
export async function open(page: Page, path: string): Promise<void> {
  const stream = page.waitForResponse((answer) => answer.url().includes("/events/stream") && answer.status() === 200);
  await page.goto(path);
  await stream;
}

/** Keeps the requests of an address waiting until they are let go. */
export async function hold(page: Page, url: string, method = "GET"): Promise<{ release(): void }> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(url, async (route) => {
    if (route.request().method() === method) await released;
    await route.continue();
  });
  return { release };
}

/** Signs a page's browser in without the screens: by the refresh cookie, and the app's own note that there may be one. */
export async function signIn(page: Page, who: { email: string; password: string; code?: string } = OWNER): Promise<void> {
  const context = page.context();
  const answer = await context.request.post("/api/v1/auth/login", { data: { email: who.email, password: who.password, code: who.code } });
  expect(answer.status(), await answer.text()).toBe(200);
  // Once: what the app does with its note afterwards stays.
  await context.addInitScript((email) => {
    if (location.origin === "null") return;
    if (localStorage.getItem("e2e.signed-in") !== email) {
      localStorage.setItem("e2e.signed-in", email);
      localStorage.setItem("countersign.session", "1");
    }
  }, who.email);
}

export { expect };
