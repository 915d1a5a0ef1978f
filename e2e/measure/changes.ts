// From sending a change to its being on another browser's screen.

import type { Browser } from "@playwright/test";

import { at, type App, median, OWNER, signedIn } from "./apps.js";

export async function changes(browser: Browser, app: App, times: number) {
  const context = await signedIn(browser, app.url);
  const api = `${app.url}/api/v1`;
  const login = await context.request.post(`${api}/auth/login`, { data: OWNER });
  const headers = { Authorization: `Bearer ${((await login.json()) as { access_token: string }).access_token}` };
  const list = await context.request.get(`${api}/subscriptions?limit=1&status=active`, { headers });
  const id = ((await list.json()) as { items: { id: string }[] }).items[0]?.id;
  if (!id) throw new Error("there is no subscription to change");
  const page = await context.newPage();
  const stream = page.waitForResponse((answer) => answer.url().includes("/events/stream") && answer.status() === 200);
  await page.goto("/?status=active");
  await stream;
  await page.locator(`tbody tr a[href$="${id}"]`).first().waitFor();
  const taken = [];
  for (let number = 0; number < times; number += 1) {
    // First by name, so that it stays on the first page.
    const company_name = `0 REF-${number}-${Date.now()}`;
    const seen = page.evaluate(
      (text) =>
        new Promise<number>((resolve) => {
          const look = () => (document.body.innerText.includes(text) ? resolve(Date.now()) : requestAnimationFrame(look));
          look();
        }),
      company_name,
    );
    const sent = Date.now();
    const answer = await context.request.patch(`${api}/subscriptions/${id}`, { headers, data: { company_name } });
    if (!answer.ok()) throw new Error(await answer.text());
    taken.push((await seen) - sent);
    await page.waitForTimeout(150);
  }
  await context.close();
  return { median_ms: median(taken), p95_ms: at(taken, 0.95) };
}
