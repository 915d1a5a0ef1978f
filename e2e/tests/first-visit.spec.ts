import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { expect, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

test("the first visit shows a page, asks little, and is silent on the console", async ({ page }) => {
  // What goes over the network: Chromium takes the icon from its cache again on every change of the address.
  const requests: string[] = [];
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  network.on("Network.responseReceived", ({ response }) => {
    if (!response.fromDiskCache) requests.push(response.url);
  });
  const answer = await page.goto("/");
  expect(answer?.status()).toBe(200);
  await expect(page).toHaveURL("/setup");
  await expect(page.getByRole("button", { name: en("auth.setup_action") })).toBeVisible();
  await expect(page).toHaveTitle(/Countersign/);
  expect(requests.length, requests.join("\n")).toBeGreaterThanOrEqual(4);
  // The sign-in comes first, and asks whether anybody is there.
  expect(requests.length, requests.join("\n")).toBeLessThanOrEqual(10);
  await expectAccessible(page);
});

test("a first visit of the list takes no more than 300 kB, and little more to sign in", async ({ page, owner, visitor }) => {
  const transferred = async (page: Page, path: string, heading: string) => {
    const network = await page.context().newCDPSession(page);
    const files = new Set<string>();
    let bytes = 0;
    await network.send("Network.enable");
    network.on("Network.responseReceived", ({ requestId, response }) => {
      if (!response.fromDiskCache && !response.url.includes("/api/")) files.add(requestId);
    });
    network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (files.has(requestId)) bytes += encodedDataLength;
    });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await page.waitForTimeout(300);
    return { files: files.size, bytes };
  };
  const stranger = await transferred(await visitor(), "/sign-in", en("auth.sign_in"));
  expect(stranger.files).toBeLessThanOrEqual(8);
  expect(stranger.bytes).toBeLessThanOrEqual(330_000);
  await signIn(page, owner);
  const list = await transferred(page, "/", en("shell.subscriptions"));
  expect(list.files).toBeLessThanOrEqual(8);
  expect(list.bytes).toBeLessThanOrEqual(300_000);
});

for (const path of ["/", "/sign-in", "/subscriptions/none", "/no/such/page"]) {
  test(`a GET of ${path} answers the app's page under a strict policy`, async ({ request }) => {
    const answer = await request.get(path, { headers: { Accept: "*/*" } });
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toContain("text/html");
    const policy = answer.headers()["content-security-policy"];
    expect(policy).toContain("'wasm-unsafe-eval'");
    expect(policy).not.toContain("unsafe-inline");
  });
}

test("without scripts the page says what it needs, in every language", async ({ visitor }) => {
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto("/");
  for (const language of ["en", "fr", "nl", "de"]) await expect(page.locator(`.noscript [lang=${language}]`)).toContainText("WebAssembly");
});
