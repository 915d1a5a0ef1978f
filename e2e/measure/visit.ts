// A visit of the list: until its first row can be used, and what was transferred for it.

import type { Browser, Page } from "@playwright/test";

import { type App, median, signedIn } from "./apps.js";

/** A phone of the middle, and its network. */
const SLOWER = 4;
const SLOW = { offline: false, latency: 40, downloadThroughput: 10_000_000 / 8, uploadThroughput: 10_000_000 / 8 };

interface Visit {
  ms: number;
  /** Files of the app, with their headers, in thousands of bytes; and what the API answered besides. */
  kb: number;
  requests: number;
  api_kb: number;
  api_requests: number;
}

async function visit(page: Page, app: App, slow: boolean): Promise<Visit> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  if (slow) {
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await devtools.send("Network.emulateNetworkConditions", SLOW);
  }
  const told = { ms: 0, kb: 0, requests: 0, api_kb: 0, api_requests: 0 };
  const kinds = new Map<string, "file" | "api">();
  devtools.on("Network.responseReceived", ({ requestId, response }) => {
    if (response.fromDiskCache || !response.url.startsWith("http")) return;
    const api = response.url.includes("/api/");
    kinds.set(requestId, api ? "api" : "file");
    // The stream of events never ends.
    told[api ? "api_requests" : "requests"] += 1;
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind) told[kind === "api" ? "api_kb" : "kb"] += encodedDataLength / 1000;
  });
  const began = Date.now();
  await page.goto(app.list, { waitUntil: "commit" });
  await page.locator(app.row).first().waitFor();
  told.ms = Date.now() - began;
  await page.waitForTimeout(500);
  await devtools.detach();
  return told;
}

/** First and second visits, and first ones on a slow phone. */
export class Visits {
  private readonly first: Visit[] = [];
  private readonly second: Visit[] = [];
  private readonly slow: Visit[] = [];

  async again(browser: Browser, app: App): Promise<void> {
    const context = await signedIn(browser, app.url);
    const page = await context.newPage();
    this.first.push(await visit(page, app, false));
    await page.goto("about:blank");
    this.second.push(await visit(page, app, false));
    await context.close();
    const phone = await signedIn(browser, app.url);
    this.slow.push(await visit(await phone.newPage(), app, true));
    await phone.close();
  }

  told() {
    const last = (visits: Visit[]) => ({ ...visits.at(-1), ms: median(visits.map(({ ms }) => ms)) });
    return { first: last(this.first), second: last(this.second), slow: last(this.slow) };
  }
}
