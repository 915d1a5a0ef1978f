// Measures the app in Chromium, for `make bench`, and prints JSON: what a first and a second visit transfer, how long it takes until there are
// rows, also on a slow phone, and how soon a change by somebody else is painted.

import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";

import { launchOptions } from "./support/chromium.js";
import { Server } from "./support/server.js";

const OWNER = { email: "olga@northwind.example", password: "violet-harbour-tango-93" };
const VISITS = 5;
const CHANGES = 40;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const at = (values: number[], share: number) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN;

async function signedIn(browser: Browser, base: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: base, locale: "en-GB", viewport: { width: 1280, height: 900 } });
  const answer = await context.request.post("/api/v1/auth/login", { data: OWNER });
  if (!answer.ok()) throw new Error(await answer.text());
  await context.addInitScript(() => localStorage.setItem("countersign.session", "1"));
  return context;
}

/** A visit of the list: until its first row is painted, what was transferred for it, and in how many requests. */
async function visit(page: Page, slow: boolean): Promise<{ ms: number; kb: number; requests: number }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  if (slow) {
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const bytes = 10_000_000 / 8;
    await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 40, downloadThroughput: bytes, uploadThroughput: bytes });
  }
  let transferred = 0;
  let requests = 0;
  const assets = new Set<string>();
  devtools.on("Network.responseReceived", (event) => {
    // Files of the app; what the API answers is data.
    if (!event.response.url.includes("/api/") && !event.response.fromDiskCache) assets.add(event.requestId);
  });
  devtools.on("Network.loadingFinished", (event) => {
    if (!assets.has(event.requestId)) return;
    transferred += event.encodedDataLength;
    requests += 1;
  });
  const began = Date.now();
  await page.goto("/", { waitUntil: "commit" });
  await page.locator("tbody tr a").first().waitFor();
  const ms = Date.now() - began;
  await page.waitForTimeout(500);
  await devtools.detach();
  return { ms, kb: transferred / 1000, requests };
}

/** From sending a change to its being on another browser's screen. */
async function changes(page: Page, server: Server): Promise<number[]> {
  const { access_token: token } = await server.post<{ access_token: string }>("/auth/login", OWNER);
  const { items } = await server.get<{ items: { id: string }[] }>("/subscriptions?limit=1&status=active", token);
  const id = items[0]?.id;
  if (!id) throw new Error("there is no subscription to change");
  const stream = page.waitForResponse((answer) => answer.url().includes("/events/stream") && answer.status() === 200);
  await page.goto("/?status=active");
  await stream;
  await page.locator(`tbody tr a[href$="${id}"]`).first().waitFor();
  const times = [];
  for (let number = 0; number < CHANGES; number += 1) {
    const reference = `REF-${number}-${Date.now()}`;
    const company_name = `0 ${reference}`;
    const seen = page.evaluate(
      (text) =>
        new Promise<number>((resolve) => {
          const look = () => (document.body.innerText.includes(text) ? resolve(Date.now()) : requestAnimationFrame(look));
          look();
        }),
      company_name,
    );
    const sent = Date.now();
    await server.patch(`/subscriptions/${id}`, { company_name }, token);
    times.push((await seen) - sent);
    await page.waitForTimeout(150);
  }
  return times;
}

const server = await Server.start({ prepare: [["demo"]], env: { COUNTERSIGN_RATE_LIMIT: "off" }, quiet: true });
const browser = await chromium.launch(launchOptions);
try {
  const visits = { first: [] as number[], second: [] as number[], slow: [] as number[] };
  let first = { ms: 0, kb: 0, requests: 0 };
  let second = first;
  for (let number = 0; number < VISITS; number += 1) {
    const context = await signedIn(browser, server.url);
    const page = await context.newPage();
    first = await visit(page, false);
    await page.goto("about:blank");
    second = await visit(page, false);
    visits.first.push(first.ms);
    visits.second.push(second.ms);
    await context.close();
    const phone = await signedIn(browser, server.url);
    visits.slow.push((await visit(await phone.newPage(), true)).ms);
    await phone.close();
  }
  const context = await signedIn(browser, server.url);
  const times = await changes(await context.newPage(), server);
  console.log(
    JSON.stringify({
      first_visit: { kb: first.kb, requests: first.requests, ms: median(visits.first), ms_on_a_slow_phone: median(visits.slow) },
      second_visit: { kb: second.kb, ms: median(visits.second) },
      change_elsewhere: { median_ms: median(times), p95_ms: at(times, 0.95), changes: CHANGES },
    }),
  );
} finally {
  await browser.close();
  await server.stop();
}
