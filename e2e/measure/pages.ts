// Turning the pages of a long list: how much stands in the page, and how long it holds the browser up.

import type { Browser } from "@playwright/test";

import { type App, median, signedIn } from "./apps.js";

/** Tasks of less than 50 ms are not told of by browsers. */
declare global {
  interface Window {
    longTasks: number[];
  }
}

export async function turnPages(browser: Browser, app: App, times: number) {
  const context = await signedIn(browser, app.url);
  await context.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
  const page = await context.newPage();
  const rows = page.locator(app.row);
  const longest = () => page.evaluate(() => Math.max(0, ...window.longTasks.splice(0)));
  await page.goto(app.list);
  await rows.first().waitFor();
  await page.waitForTimeout(1000);
  const opening = await longest();
  const [turns, tasks]: [number[], number[]] = [[], []];
  for (let time = 0; time < times; time += 1) {
    const before = await rows.first().innerText();
    const began = Date.now();
    await page.locator(app.next).click();
    await page.waitForFunction(
      ([row, before]) => {
        const first = document.querySelector<HTMLElement>(row);
        return first !== null && first.innerText !== before;
      },
      [app.row, before] as const,
      { polling: "raf" },
    );
    turns.push(Date.now() - began);
    await page.waitForTimeout(500);
    tasks.push(await longest());
  }
  const dom_rows = await page.locator("tr").count();
  const dom_elements = await page.locator("*").count();
  await context.close();
  return { dom_rows, dom_elements, turn_ms: median(turns), longest_task_ms: Math.max(...tasks), opening_task_ms: opening };
}
